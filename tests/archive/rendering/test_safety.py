"""
Nothing that an author writes becomes a script, an address that runs or a request to another site.
"""

import html as references
import re
from html.parser import HTMLParser
from itertools import product

import nh3
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.post import Markup, Post
from archive.rendering import RenderContext, render_post
from archive.rendering.sanitising import ATTRIBUTES, CLASSES, ID_PREFIX, SCHEMES, TAGS

ADDED = {
    "a": {"rel", "class"},
    "img": {"loading"},
    "div": {"class", "role", "tabindex", "aria-label"},
    "td": {"class"},
    "th": {"class"},
}
"""What the package itself adds to what authors may write."""

CONTEXT = RenderContext(slugs=frozenset({"shown"}))


def shown(body, markup=Markup.MARKDOWN):
    """Render a body as part of an edition that shows one post."""
    return render_post(
        Post(slug="s", title="t", language="en", path="s.md", body=body, markup=markup), CONTEXT
    )


class Inspector(HTMLParser):
    """Reads HTML as a browser would and collects what the allow-list does not have."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.wrong = []
        self.words = []

    def handle_starttag(self, tag, attributes):
        if tag not in TAGS:
            self.wrong.append(tag)
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set()) | ADDED.get(tag, set())
        for name, value in attributes:
            if name not in allowed:
                self.wrong.append(f"{tag} {name}")
            if name in {"href", "src"} and not self.is_address(tag, value or ""):
                self.wrong.append(f"{tag} {name}={value}")
            if name == "id" and not value.startswith(ID_PREFIX):
                self.wrong.append(f"{tag} id={value}")

    def is_address(self, tag, value):
        if tag == "img":
            return value.startswith("/media/")
        bare = re.sub(r"[\x00-\x20]", "", value).lower()
        scheme = re.match(r"[a-z][a-z0-9+.-]*:", bare)
        return scheme[0][:-1] in SCHEMES if scheme else bare[:1] in {"/", "#"} and bare[1:2] != "/"

    def handle_data(self, data):
        self.words.append(data)

    def handle_comment(self, data):
        self.wrong.append(f"<!--{data}")

    handle_decl = handle_pi = unknown_decl = handle_comment


def inspected(html):
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector


def cleaner():
    """The allow-list with what the package adds, to clean what it made once more."""
    attributes = {tag: set(names) for tag, names in ATTRIBUTES.items()}
    for tag, names in ADDED.items():
        attributes[tag] = attributes.get(tag, set()) | (names - {"class"})
    classes = {tag: set(names) for tag, names in CLASSES.items()}
    classes["div"] |= {"scroll"}
    return nh3.Cleaner(
        tags=set(TAGS),
        attributes=attributes,
        allowed_classes=classes,
        url_schemes=set(SCHEMES),
        link_rel=None,
        id_prefix=ID_PREFIX,
    )


URLS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java&#10;script:alert(1)",
    "java&#1;script:alert(1)",
    "&#106;avascript:alert(1)",
    "javascript&colon;alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,PHN2Zz4=",
    "file:///etc/passwd",
    "blob:https://a.example/1",
    "view-source:javascript:alert(1)",
    "//javascript:alert(1)",
    "\\\\evil.example/x",
]

HOLDERS = [
    "[x]({})",
    "[x](<{}>)",
    "![x]({})",
    "[x][r]\n\n[r]: {}",
    "<{}>",
    '<a href="{}">x</a>',
    "<a href={}>x</a>",
    '<img src="{}">',
    '<area href="{}">',
    '<form action="{}"><button formaction="{}">x</button></form>',
    '<svg><a xlink:href="{}">x</a></svg>',
    '<math><mi href="{}">x</mi></math>',
    '<iframe src="{}"></iframe>',
    '<object data="{}"></object>',
    '<base href="{}">',
    '<meta http-equiv="refresh" content="0;url={}">',
    '<link rel="stylesheet" href="{}">',
    '<video poster="{}" src="{}"></video>',
    '<p style="background:url({})">x</p>',
    '<blockquote cite="{}">x</blockquote>',
    '<q cite="{}">x</q>',
    '{{{{< button href="{}" text="x" >}}}}',
    '{{{{< figure src="{}" link="{}" caption="x" >}}}}',
    '{{{{< ref "{}" >}}}}',
    '[x]({{{{< ref "{}" >}}}})',
    "[x]({{% post_url {} %}})",
]

SCRIPTS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//e.example/x.js></sCrIpT >",
    "<script\x00>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "<script/x>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    '<img src="x`"onerror=alert(1)>',
    '<img alt="><script>alert(1)</script>">',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<template><img src=x onerror=alert(1)></template>",
    '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
    '<title><a title="</title><img src=x onerror=alert(1)>"></title>',
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>"></xmp>',
    "<style>@import '//e.example';</style>",
    "<style>*{background:url(javascript:alert(1))}</style>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?x ><img src=x onerror=alert(1)>?>",
    "<a href=x onclick=alert(1)>x</a>",
    "<a id=location name=cookie href='#x' target=_blank>x</a>",
    "<details open ontoggle=alert(1)>x</details>",
    "<input autofocus onfocus=alert(1)>",
    "<body onload=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<p onmouseover=alert(1) style='x:expression(alert(1))'>x</p>",
    "<div class=scroll role=region tabindex=99 aria-label=Fake contenteditable>x</div>",
    '<IMG """><SCRIPT>alert(1)</SCRIPT>">',
    "[x](x 'onclick=alert(1)')",
    '![x](x "onerror=alert(1)")',
    '[x]("onclick=alert(1)//)',
    "`<script>alert(1)</script>`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\x0e0\x0f\x11script>alert(1)</script>",
    "\x02wzxhzdk:0\x03<script>alert(1)</script>",
    '{: onclick="alert(1)"}',
    '{: #x" onclick="alert(1)}',
    '## x {#x"onclick=alert(1)}',
    '{{< figure src="x" alt="\\" onerror=alert(1) x=\\"" >}}',
    '{{< figure caption="<img src=x onerror=alert(1)>" >}}',
    '{{< note title="&lt;img src=x onerror=alert(1)&gt;" >}}',
    '{% highlight x"><img src=x onerror=alert(1)> %}x{% endhighlight %}',
    "{% raw %}<img src=x onerror=alert(1)>{% endraw %}",
    '```"><img/src=x/onerror=alert(1)>\nx\n```',
    "x[^1]\n\n[^1]: <img src=x onerror=alert(1)>",
    "*[<img src=x onerror=alert(1)>]: y",
    "a | b\n--|--\n<img src=x onerror=alert(1)> | `x`",
]

FRAMES = [
    "{}",
    "> {}",
    "- a\n\n    {}",
    '<div markdown="1">\n{}\n</div>',
    "*a* {} `b`",
    "<table><tr><td>{}</td></tr></table>",
]

PAYLOADS = [holder.replace("{}", url) for holder, url in product(HOLDERS, URLS)] + [
    frame.replace("{}", script) for frame, script in product(FRAMES, SCRIPTS)
]


def test_there_are_enough_payloads():
    """
    The lists above are combined; an edit must not quietly shrink them.
    """
    assert 600 < len(set(PAYLOADS))


@pytest.mark.parametrize("markup", Markup)
def test_no_payload_leaves_the_allow_list(markup):
    """
    Read the way a browser reads it, tag by tag and attribute by attribute.
    """
    bad = {
        payload: wrong
        for payload in PAYLOADS
        if (wrong := inspected(shown(payload, markup).html).wrong)
    }

    assert {} == bad


@pytest.mark.parametrize("markup", Markup)
def test_every_payload_rendered_again_stays_as_it_is(markup):
    """
    HTML that a second parser reads differently is how sanitisers are got round.
    """
    again = cleaner()
    changed = [
        payload for payload in PAYLOADS if again.clean(html := shown(payload, markup).html) != html
    ]

    assert [] == changed


BITS = st.one_of(
    st.sampled_from(SCRIPTS + URLS),
    st.sampled_from(
        [
            "<",
            ">",
            "&",
            '"',
            "'",
            "`",
            "*",
            "_",
            "[",
            "]",
            "(",
            ")",
            "!",
            "#",
            "-",
            "+",
            ":",
            "|",
            "~",
            "\\",
            "/",
            "=",
            "{",
            "}",
            "{{",
            "}}",
            "{%",
            "%}",
            "{:",
            "{{<",
            ">}}",
            "```",
            "~~~",
            "\n",
            "\n\n",
        ]
    ),
    st.sampled_from(
        [f"<{tag}>" for tag in ("a", "b", "p", "li", "table", "td", "h1", "IBM", "pre")]
    ),
    st.sampled_from([f"</{tag}>" for tag in ("a", "b", "p", "table", "h1", "pre", "x")]),
    st.sampled_from(
        ["<a href='/news/shown'>", "<a name=n>", "![a](http://e.example/p.png)", "\n    ", "[^1]"]
    ),
    st.text(max_size=8),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(BITS, max_size=25).map("".join), st.sampled_from(Markup))
@example("\ud800 half", Markup.MARKDOWN)
@example(
    "<a><table><tr><td><a href=/news/shown><img src=http://e/x></a></td></tr></table></a>",
    Markup.HTML,
)
@example("<h1><h2>x</h1></h2>", Markup.HTML)
def test_any_text_is_rendered_safely(body, markup):
    """
    The laws of one body: it is rendered, stays on the allow-list, is stable, and its text is
    what a reader of the HTML reads.
    """
    done = shown(body, markup)
    found = inspected(done.html)

    assert not done.failed
    assert [] == found.wrong
    assert done.html == cleaner().clean(done.html)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", done.html + done.text)

    read = "".join("".join(found.words).split())
    without_notes = re.sub(r'<a[^>]* class="footnote-(?:back)?ref".*?</a>', "", done.html)
    read = "".join("".join(inspected(without_notes).words).split())
    assert read == "".join(done.text.split())


@settings(max_examples=100, deadline=None)
@given(st.lists(BITS, max_size=25).map("".join))
def test_what_is_given_up_is_safe_too(body):
    """
    A body that could not be rendered is shown without any step that may fail.
    """
    from archive.rendering.post_rendering import given_up

    done = given_up(
        Post(slug="s", title="t", language="en", path="s.md", body=body), CONTEXT, "fails"
    )

    assert re.fullmatch(r"(?:<p>[^<>]*</p>\n?)*", done.html)
    assert "".join(references.unescape(re.sub("</?p>", "", done.html)).split()) == "".join(
        done.text.split()
    )
    assert done.failed


@pytest.mark.parametrize(
    "body",
    [
        "{% comment %}secret{% endcomment %} Words",
        "{{< comment >}}secret{{< /comment >}} Words",
        "<!-- secret --!> Words",
        "<?php secret > 1 ?> Words",
        "[Words](../secret_(1).md)",
        "[Words](\n../secret.md 'see (this)')",
        "<a title='a > b' href='/secret/'>Words</a>",
        '<img alt="a > b" src="/secret.png"> Words',
    ],
)
def test_what_is_given_up_has_no_comments_and_no_destinations(body):
    """
    They may name what an edition must not show.
    """
    from archive.rendering.post_rendering import given_up

    done = given_up(
        Post(slug="s", title="t", language="en", path="s.md", body=body), CONTEXT, "fails"
    )

    assert "Words" == done.text.strip("[] ")


def test_what_is_given_up_names_no_hidden_post_and_no_comment():
    """
    What rendering would have taken out is taken out here too.
    """
    from archive.rendering.post_rendering import given_up

    body = (
        "See [this](hidden-post.md), [that](/news/hidden/) and https://x.example/news/hidden/\n"
        "<!-- secret --> {::comment}secret{:/comment} <a href='/news/hidden'>Words</a>\n\n"
        "[r]: /news/hidden/\n\n/news/shown/ <IBM>"
    )

    done = given_up(
        Post(slug="s", title="t", language="en", path="s.md", body=body, line=3), CONTEXT, "fails"
    )

    assert (
        "See [this], [that] and https://x.example/\nWords\n/news/shown/ <IBM>".replace(
            "/\nW", "/ W"
        )
        == done.text
    )
    assert (
        "s.md:3: the body fails; it is shown as plain paragraphs; simplify its markup: look for "
        "deep nesting and for long runs of the same character" == str(done.problems[-1])
    )
