"""Links between views: ordinary anchors anyone can copy or open in a new tab, followed without reloading the page."""

from collections.abc import Mapping

import streamlit as st

from explorer import state

# A plain click on an anchor marked data-in is told to the server, which changes the view within the session; any other
# click is the browser's. The listener is on the document because pages are drawn outside this component.
_SCRIPT = """
export default function ({ setTriggerValue, parentElement }) {
  document.documentElement.lang = "zh-CN"; // Streamlit's page says it is English: read aloud and broken into lines so
  const follow = (event) => {
    const aside = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (event.defaultPrevented || aside) return;
    const link = event.composedPath().find((node) => node.matches?.("a[data-in]"));
    if (!link) return;
    event.preventDefault();
    setTriggerValue("followed", link.getAttribute("href"));
  };
  parentElement.stopFollowing?.();
  document.addEventListener("click", follow);
  parentElement.stopFollowing = () => document.removeEventListener("click", follow);
  return parentElement.stopFollowing;
}
"""

_component = st.components.v2.component("mengtu_links", js=_SCRIPT, isolate_styles=False)


def listen(pages: Mapping[str, st.Page]) -> None:
    """Follow the link that was clicked, if one was."""
    followed = _component(key="links", on_followed_change=lambda: None, height=1).followed
    if followed:
        state.follow(str(followed), pages)
