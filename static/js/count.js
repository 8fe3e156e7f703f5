// Says how many characters are left in a box with data-counted; the box takes more, and the server refuses them.

const COUNTED = "[data-counted]";
const SPOKEN_AFTER_MS = 1000;

function words(box) {
  const left = Number(box.dataset.counted) - box.value.length;
  const number = Math.abs(left).toLocaleString("en-US");
  const characters = Math.abs(left) === 1 ? "character" : "characters";
  return left < 0 ? `${number} ${characters} too many` : `${number} ${characters} left`;
}

function count(box) {
  const shown = document.createElement("p");
  const spoken = document.createElement("p");
  shown.className = "muted";
  shown.setAttribute("aria-hidden", "true");
  spoken.className = "usa-sr-only";
  spoken.setAttribute("role", "status");
  box.after(shown, spoken);
  let timer;
  const tell = () => { shown.textContent = words(box); };
  tell();
  // The form's own event tells of a draft that was restored.
  box.form.addEventListener("input", () => {
    tell();
    clearTimeout(timer);
    timer = setTimeout(() => { spoken.textContent = words(box); }, SPOKEN_AFTER_MS);
  });
}

export function countCharacters(root) {
  root.querySelectorAll(COUNTED).forEach(count);
}
