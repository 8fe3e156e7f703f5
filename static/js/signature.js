// A signature drawn with mouse, finger or pen, kept as a PNG data URL in the pad's hidden input.

function pen(canvas) {
  const context = canvas.getContext("2d");
  context.lineWidth = 5;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.strokeStyle = "#000";
  return context;
}

function point(canvas, event) {
  const box = canvas.getBoundingClientRect();
  return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
}

function open(pad) {
  const canvas = pad.querySelector("canvas");
  const kept = document.getElementById(pad.dataset.signature);
  const state = pad.querySelector("[data-signature-state]");
  const context = pen(canvas);
  let drawing = false;

  const keep = () => {
    if (!drawing) return;
    drawing = false;
    kept.value = canvas.toDataURL("image/png");
    state.textContent = state.dataset.drawn;
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button > 0) return;
    drawing = true;
    canvas.setPointerCapture(event.pointerId);
    context.beginPath();
    context.moveTo(...point(canvas, event));
    context.lineTo(...point(canvas, event));
    context.stroke();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    for (const each of event.getCoalescedEvents?.() ?? [event]) context.lineTo(...point(canvas, each));
    context.stroke();
  });
  canvas.addEventListener("pointerup", keep);
  canvas.addEventListener("pointercancel", keep);
  pad.querySelector("[data-signature-clear]").addEventListener("click", () => {
    context.clearRect(0, 0, canvas.width, canvas.height);
    kept.value = "";
    state.textContent = state.dataset.cleared;
  });
  if (kept.value.startsWith("data:image/png;base64,")) {
    const before = new Image();
    before.addEventListener("load", () => context.drawImage(before, 0, 0));
    before.src = kept.value;
  }
  pad.querySelector("[data-signature-board]").hidden = false;
}

export function openSignaturePads(root) {
  root.querySelectorAll("[data-signature]").forEach(open);
}
