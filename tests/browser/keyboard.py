"""A person at the keyboard, who never takes the mouse."""

from playwright.sync_api import Page

# The field that has the focus by its name; a link or a button by its words.
FOCUS = "(document.activeElement.name || document.activeElement.textContent).trim()"
FAR = 150


class Keyboard:
    """Every key a hand presses, counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.strokes = 0

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.strokes += len(text)

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
        self.strokes += times

    def at(self, name: str) -> None:
        assert self.focus() == name

    def focus(self) -> str:
        return str(self.page.evaluate(FOCUS))

    def reach(self, name: str) -> None:
        """Tab on until the focus is there, past the end of the page to its beginning."""
        for _ in range(FAR):
            if self.focus() == name:
                return
            self.press("Tab")
        raise AssertionError(f"{name} is not reached by Tab on {self.page.url}")

    def enter(self, name: str) -> None:
        """Follow a link or press a button."""
        self.reach(name)
        with self.page.expect_navigation():
            self.press("Enter")

    def fill(self, **typed: str) -> None:
        """Type into fields by name, in the order given; in a list the first letters of an entry choose it."""
        for name, text in typed.items():
            self.reach(name.replace("__", "-"))
            self.type(text)
