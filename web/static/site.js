/* What a browser with JavaScript has besides: a button that copies the stable address, one for
   the device's own way to share, a box that filters a long facet, and shorter addresses. Everything works without. */
(() => {
  "use strict";

  // Empty fields say nothing, so they stay out of the address.
  document.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) {
      if (value === "" && name !== "q") event.formData.delete(name);
    }
  });

  // A page that is come back to shows what its address says, not what was ticked on leaving it.
  addEventListener("pageshow", (event) => {
    if (event.persisted) document.getElementById("search")?.reset();
  });

  for (const field of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    const button = document.createElement("button");
    const told = document.createElement("span");
    button.type = "button";
    button.className = "btn plain";
    button.textContent = field.dataset.copy;
    told.className = "hint";
    told.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(field.value);
        told.textContent = field.dataset.copied;
      } catch {
        field.select(); // takes the focus along, which then is where Ctrl+C is needed
        told.textContent = field.dataset.byHand;
      }
    });
    field.after(button, told);
    field.parentElement.classList.add("copies");
  }

  // The device's own way to share, where there is one; the plain links stay.
  for (const list of document.querySelectorAll("[data-share]")) {
    if (!navigator.share) continue;
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link";
    button.textContent = list.dataset.share;
    button.addEventListener("click", () => {
      const url = document.getElementById("address").value;
      navigator.share({ title: list.dataset.title, url }).catch(() => {}); // closed without sharing
    });
    item.append(button);
    list.append(item);
  }

  for (const set of document.querySelectorAll("[data-filterable]")) {
    const options = [...set.querySelectorAll(".opts > li")];
    const more = set.querySelector(".more");
    const label = document.createElement("label");
    const box = document.createElement("input");
    const told = document.createElement("p");
    label.className = "field";
    label.append(Object.assign(document.createElement("span"), { className: "hint", textContent: set.dataset.find }), box);
    box.type = "text";
    box.autocomplete = "off";
    box.className = "sieve";
    told.className = "hint";
    told.setAttribute("role", "status");
    const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/ł/gi, "l").toLowerCase();
    const names = options.map((option) => plain(option.querySelector(".to").textContent));
    let opened = more.open;
    box.addEventListener("input", () => {
      const wanted = plain(box.value.trim());
      let shown = 0;
      options.forEach((option, i) => {
        option.hidden = !names[i].includes(wanted);
        shown += !option.hidden;
      });
      set.classList.toggle("sieved", wanted !== "");
      more.open = wanted !== "" || opened;
      told.textContent = wanted === "" ? "" : set.dataset.found.replace("{shown}", shown).replace("{all}", options.length);
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    more.addEventListener("toggle", () => { if (box.value === "") opened = more.open; });
    set.querySelector("legend").after(label, told);
  }
})();
