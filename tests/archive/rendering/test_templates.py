"""
Tags of Hugo, Jekyll and kramdown in bodies.
"""

import pytest


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("See {{ site.title }} now", "See now"),
        ("{% assign x = 1 %}\n\nWords", "Words"),
        ("Words\n{: .lead}", "Words"),
        ("## Why {: #why }", "Why"),
        ("## Why {#why}", "Why"),
        ("Before {% comment %}not this{% endcomment %}after", "Before after"),
        ("Before {::comment}not this{:/comment}after", "Before after"),
        ('{{< note variant="join" >}}\nInner *words*\n{{< /note >}}', "Inner words"),
        ("{{% callout %}}Inner{{% /callout %}}", "Inner"),
        ('{{< accordion title="Day 2" >}}\nInner\n{{< /accordion >}}', "Day 2\nInner"),
        ('{{< legacy-img src="2014/a.jpg" alt="A &#8217; cloud" caption="" >}}', "A ’ cloud"),
        ('{{< figure src="a.jpg" alt="Alt" caption="Below" >}}', "Alt\nBelow"),
        ('{% include figure.html src="a.jpg" caption="Below" %}', "Below"),
        ('{{< quote-block text="Said" cite="Who" >}}', "Said\nWho"),
        ('{{< youtube id="x1" title="A film" >}}', "A film"),
        ("{{/* a remark */}}Words", "Words"),
        ("{{- /* a {{ remark }} */ -}}Words", "Words"),
        ("{% # a remark %}Words", "Words"),
        ("Before {%\n  comment\n%}not this{% endcomment %}after", "Before after"),
        ("Before {{% comment %}}not this{{% /comment %}}after", "Before after"),
        ("Before {{< comment >}}not *this*{{< /comment >}}after", "Before after"),
        ('{{< ref "unknown.md" >}}Words', "Words"),
        ('{{< img src="a.jpg" alt="1 -> 2 {x}" >}}', "1 -> 2 {x}"),
        ("* <{{ release.url.gz }}>", ""),
    ],
)
def test_only_what_a_reader_would_have_seen_is_seen(body, text, render):
    """
    The program that knew these tags is gone; their words must not be, and the tags must.
    """
    assert text == render(body).text


@pytest.mark.parametrize("tag", ["{{ x }}", '{{< ref "a.md" >}}', "{% if x %}", "{: .lead}"])
@pytest.mark.parametrize("code", ["`%s`", "```\n%s\n```", "    %s", "- a\n\n  ```\n  %s\n  ```"])
def test_in_code_they_stay(tag, code, render):
    """
    A post about Hugo shows shortcodes.
    """
    assert tag == render(code % tag).text.removeprefix("a\n")


@pytest.mark.parametrize("ending", ["-->", "--!>"])
@pytest.mark.parametrize("inside", ["secret", "secret\n\n    secret\n\nsecret", "a -- > secret"])
@pytest.mark.parametrize(
    "body", ["Words %s after", "%s\n\nWords after", "Words\n%s\nafter", "Words `x` %s after"]
)
def test_nothing_of_a_comment_is_seen(body, inside, ending, render):
    """
    Python-Markdown takes the rest of one for words where it holds an empty line.
    """
    done = render(body % f"<!-- {inside} {ending}")

    assert "secret" not in done.html
    assert "secret" not in done.text
    assert ["Words", "after"] == done.text.replace("x", "").split()


@pytest.mark.parametrize("code", ["`%s`", "```\n%s\n```", "    %s", "a `b %s c`"])
def test_a_comment_that_is_shown_as_code_stays(code, render):
    """
    A post about HTML shows how comments are written.
    """
    assert "<!-- shown -->" in render(code % "<!-- shown -->").text


def test_the_beginning_of_a_comment_in_code_hides_no_words(render):
    """
    It is a piece of code, not a comment.
    """
    done = render("Write `<!--` first.\n\nThen <!-- secret --> words.")

    assert "Write <!-- first.\nThen words." == done.text


def test_raw_shows_what_it_holds(render):
    """
    That is what Jekyll has it for.
    """
    assert "Write {{ x }} here" == render("Write {% raw %}{{ x }}{% endraw %} here").text


@pytest.mark.parametrize("opening", ["{% highlight ruby %}", "{{< highlight ruby >}}"])
def test_highlight_is_a_block_of_code(opening, render):
    """
    Its Markdown characters are code.
    """
    closing = "{% endhighlight %}" if "%" in opening else "{{< /highlight >}}"

    assert (
        "<pre><code>*a* &lt;b&gt;\n</code></pre>" == render(f"{opening}\n*a* <b>\n{closing}").html
    )


@pytest.mark.parametrize(
    "target",
    [
        '{{< ref "2024-03-18-alert.md" >}}',
        '{{< relref "posts/2024/2024-03-18-alert.md" >}}',
        '{{<ref "2024-03-18-alert">}}',
        "{% link posts/2024/2024-03-18-alert.md %}",
        "{% post_url 2024-03-18-alert %}",
        "{{ site.baseurl }}/news/alert/",
    ],
)
@pytest.mark.parametrize("link", ['[A]({0} "T")', '<a title="T" href="{0}">A</a>'])
def test_references_lead_to_the_post(target, link, render, context):
    """
    Links between posts are worth as much as the posts.
    """
    done = render(link.format(target), context)

    assert '<p><a href="/news/alert/" title="T">A</a></p>' == done.html
    assert frozenset({"alert"}) == done.links


def test_a_hash_of_ruby_is_no_attribute_list(render):
    """
    `{:b=>2}` looks like one and is text.
    """
    assert "a {:b=>2, :c=>3}" == render("a {:b=>2, :c=>3}").text
