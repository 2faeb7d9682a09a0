"""The bodies of posts, as a page may show them.

An author may write anything: Markdown of any dialect, HTML of thirty years,
tags of the program that the site used to run on.  What comes out holds only
what is on one allow-list, refers only to what the edition may show, and is
ready before anyone asks for it.  The one idea: rendering is a chain of small
steps from text to text, and a post that breaks a step costs itself alone.
"""

from archive.rendering.post_rendering import render_post
from archive.rendering.rendered import Media, RenderContext, Rendered
from archive.rendering.workers import WorkersUnusable, render_all

__all__ = ["Media", "RenderContext", "Rendered", "WorkersUnusable", "render_all", "render_post"]
