"""What someone signed on, from what their browser says of itself."""

BROWSERS = {"Edg/": "Edge", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {
    "iPhone": "an iPhone", "iPad": "an iPad", "Android": "Android", "Windows": "Windows", "CrOS": "a Chromebook",
    "Mac OS": "a Mac", "Linux": "Linux",
}  # fmt: skip


def device_of(user_agent: str) -> str:
    """As in “Chrome on Windows”; empty where the browser says nothing known."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), "")
    return " on ".join(filter(None, [browser, system]))
