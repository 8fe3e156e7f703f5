// Warns two minutes before the idle time-out; one click stays, without leaving the page.

const WARN_SECONDS = 120;
const otherTabs = new BroadcastChannel("linkages-activity");
const dialog = document.getElementById("idle-dialog");
const seconds = Number(dialog?.dataset.idleSeconds || 0);
let endsAt = Date.now() + seconds * 1000;

function restart() {
  endsAt = Date.now() + seconds * 1000;
  dialog?.close();
}

// The server has just heard from this person: the time starts again, in every tab.
export function reportActivity() {
  restart();
  otherTabs.postMessage("active");
}

async function stay(event) {
  event.preventDefault();
  const form = event.target;
  const response = await fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => null);
  if (response?.ok && !response.redirected) reportActivity();
  else location.reload();
}

function tick(left) {
  const remaining = Math.ceil((endsAt - Date.now()) / 1000);
  if (remaining <= 0) {
    location.reload();
    return;
  }
  if (remaining > Math.min(WARN_SECONDS, seconds / 2)) return;
  left.textContent = `${Math.floor(remaining / 60)}:${String(remaining % 60).padStart(2, "0")}`;
  if (!dialog.open) dialog.showModal();
}

export function watchIdleTime() {
  if (!seconds) return;
  dialog.querySelector("form").addEventListener("submit", stay);
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  otherTabs.addEventListener("message", restart);
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) reportActivity(); });
  otherTabs.postMessage("active");
  setInterval(() => tick(dialog.querySelector("[data-idle-left]")), 1000);
}
