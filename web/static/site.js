/* What a browser with JavaScript has besides: suggestions under the search box, a button that copies the
   stable address, one for the device's own way to share, a box that filters a long facet, and shorter
   addresses. Everything works without. */
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

  // Suggestions under the search box: a combobox as the ARIA Authoring Practices describe it.
  // The focus stays in the box; what is chosen in the list is told by aria-activedescendant.
  const PAUSE = 200; // milliseconds without a key before anything is asked
  const LEAST = 2; // letters worth asking for; of scripts without blanks, one

  for (const box of document.querySelectorAll("[data-suggest]")) {
    const form = box.form;
    const holder = document.createElement("div");
    const list = document.createElement("ul");
    const told = document.createElement("span");
    const texts = box.dataset.told.split("|");
    let timer = 0;
    let asked = null; // of the request that may still answer
    let at = -1;

    holder.className = "guesses";
    list.className = "guess";
    list.id = `${box.id}-list`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", box.dataset.name);
    told.className = "vh";
    told.setAttribute("aria-live", "polite"); // the status of the page is the number of results
    holder.append(list, told);
    form.querySelector("button").after(holder);
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", list.id);
    box.setAttribute("aria-expanded", "false");

    const mark = (number) => {
      at = number;
      [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
      if (at < 0) {
        box.removeAttribute("aria-activedescendant");
      } else {
        box.setAttribute("aria-activedescendant", list.children[at].id);
        list.children[at].scrollIntoView({ block: "nearest" });
      }
    };

    const show = (open) => {
      list.hidden = !open;
      box.setAttribute("aria-expanded", String(open));
      mark(-1);
    };

    const close = () => {
      clearTimeout(timer);
      asked?.abort();
      asked = null;
      show(false);
    };

    // Addresses name this archive as the world knows it; the page may be read elsewhere, and in
    // another language.
    const go = (option) => {
      const url = new URL(option.dataset.url);
      const path = url.pathname + url.search;
      const { base, home } = box.dataset;
      location.assign(path.startsWith(base) ? home + path.slice(base.length) : path);
    };

    const fill = (found) => {
      list.replaceChildren(...found.map((each, i) => {
        const option = document.createElement("li");
        const text = document.createElement("span");
        const note = document.createElement("span");
        option.id = `${list.id}-${i}`;
        option.setAttribute("role", "option");
        option.dataset.url = each.url;
        text.textContent = each.text;
        note.className = "n";
        const kind = box.dataset[each.kind];
        const count = each.kind === "title" ? "" : each.count.toLocaleString(document.documentElement.lang);
        note.textContent = [kind, count].filter(Boolean).join(" \u00b7 ");
        option.append(text, " ", note);
        return option;
      }));
      show(found.length > 0);
      told.textContent = "";
      told.textContent = texts[Math.min(found.length, texts.length - 1)];
    };

    const ask = async () => {
      const typed = box.value.trim();
      asked?.abort();
      if (typed.length < LEAST && !/[^\u0000-\u2e7f]/.test(typed)) {
        close();
        told.textContent = "";
        return;
      }
      const mine = (asked = new AbortController());
      try {
        const query = new URLSearchParams({ q: typed.slice(0, 200), size: String(texts.length - 1) });
        const response = await fetch(`${box.dataset.suggest}?${query}`, { signal: mine.signal });
        const found = response.ok ? await response.json() : [];
        // An answer that was overtaken is never shown, nor one that comes when nobody waits.
        if (asked === mine && document.activeElement === box) fill(found);
      } catch {
        if (asked === mine) close(); // without an answer the box is a box
      }
    };

    box.addEventListener("input", () => {
      clearTimeout(timer);
      asked?.abort();
      asked = null;
      timer = setTimeout(ask, PAUSE);
    });

    box.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey) return;
      const last = list.children.length - 1;
      const moves = { ArrowDown: at < last ? at + 1 : -1, ArrowUp: at < 0 ? last : at - 1 };
      if (event.key in moves) {
        event.preventDefault();
        if (list.hidden) ask();
        else mark(moves[event.key]);
      } else if (event.key === "Enter" && !list.hidden && at >= 0) {
        event.preventDefault();
        go(list.children[at]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault(); // a second Escape empties the box, as ever
        close();
      } else if (event.key === "Tab" || event.key === "Enter") {
        close();
      } else if (event.key === "Home" || event.key === "End") {
        mark(-1); // the caret moves in the text
      }
    });

    list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) go(option);
    });
    document.addEventListener("pointerdown", (event) => {
      if (!form.contains(event.target)) close();
    });
    box.addEventListener("blur", close);
    addEventListener("pagehide", close);
  }
})();
