// Rows with data-place can be dragged to another place of their list; the buttons beside them do the same.

const places = (list) => [...list.children].filter((row) => row.dataset.place !== undefined);

function send(row, place) {
  const form = row.querySelector("form[data-places]");
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "place";
  field.value = place;
  form.append(field);
  form.requestSubmit();
}

function watch(list) {
  let held = null;
  for (const row of places(list)) {
    row.draggable = true;
    row.addEventListener("dragstart", (event) => { event.stopPropagation(); held = row; event.dataTransfer.effectAllowed = "move"; });
    row.addEventListener("dragend", () => { held = null; });
    row.addEventListener("dragover", (event) => { if (held && held !== row) event.preventDefault(); });
    row.addEventListener("drop", (event) => {
      if (!held || held === row) return;
      event.preventDefault();
      event.stopPropagation();
      send(held, row.dataset.place);
    });
  }
}

export function offerToDrag(root) {
  for (const list of root.querySelectorAll("[data-order]")) watch(list);
}
