// Keeps a page of a class up to date. The server writes what is shown; this puts it in its places, counts down, and
// sends an answer until it is taken. Without it the pages work as plain forms.
"use strict";
(() => {
  const page = document.body;
  const start = JSON.parse(document.getElementById("start").textContent);
  const notice = document.getElementById("notice");
  const spoken = document.getElementById("spoken");
  const parts = new Map();
  // Below the last nobody at the back of the room reads the board; before it comes to that, what was wrong is cut short.
  const SIZES = [1.5, 1.35, 1.22, 1.1, 1, 0.93, 0.86, 0.8, 0.74, 0.68, 0.62, 0.56, 0.5];
  const READABLE = 0.8;
  const SILENCE = 4000;

  let offset = start.now - Date.now();
  let version = start.version;
  let shared = { isPaused: start.isPaused };
  let own = start.own ? JSON.parse(start.own) : null;
  let said = ["", ""];
  let sending = null;
  let lastTold = 0;

  // What is shown.

  function put(name, html) {
    if (parts.get(name) === html) return true;
    const place = page.querySelector(`[data-part="${name}"]`);
    const held = place && place.contains(document.activeElement) ? document.activeElement : null;
    // Somebody is typing there: it waits.
    if (held && held.matches("input[type=text]")) return false;
    if (!place) return true;
    const opened = [...place.querySelectorAll("details[open]")].map((one) => one.id);
    const ticked = [...place.querySelectorAll("input:checked")].map((one) => one.id);
    // The boxes of another question have the same places.
    const before = place.querySelector("[name=question]")?.value;
    place.innerHTML = html;
    parts.set(name, html);
    if (place.querySelector("[name=question]")?.value === before) {
      for (const id of ticked) document.getElementById(id)?.setAttribute("checked", "");
    }
    for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
    if (held?.id) document.getElementById(held.id)?.focus({ preventScroll: true });
    return true;
  }

  function show(told) {
    if (!told) return;
    for (const [name, html] of Object.entries(told.parts)) {
      if (!put(name, html)) waiting.set(name, html);
      else waiting.delete(name);
    }
  }
  const waiting = new Map();

  function paint() {
    const phase = own?.phase || shared.phase || page.dataset.phase;
    const changed = page.dataset.phase !== phase;
    page.dataset.phase = phase;
    page.classList.toggle("is-paused", Boolean(shared.isPaused));
    mark();
    speak();
    tick();
    fit();
    if (changed && page.dataset.page === "seat") window.scrollTo(0, 0);
  }

  function mark() {
    const chosen = own?.chosen ?? [];
    for (const one of page.querySelectorAll("[data-choice]")) {
      const mine = chosen.includes(Number(one.dataset.choice));
      const box = one.querySelector("input");
      if (box) {
        // What is ticked is the pupil's until the answer is final.
        if (own?.isFinal) box.checked = mine;
        continue;
      }
      one.classList.toggle("chosen", mine);
      if (one.matches("button")) one.setAttribute("aria-pressed", String(mine));
    }
    const fields = page.querySelector("#answering fieldset");
    if (fields) fields.disabled = Boolean(shared.isPaused || own?.isFinal || sending || isLate());
    if (sending) page.querySelector(`button[data-choice="${sending.choice}"]`)?.classList.add("chosen");
  }

  function speak() {
    const now = [shared.spoken || "", own?.spoken || ""];
    const fresh = now.filter((text, index) => text && text !== said[index]);
    said = now;
    if (fresh.length) spoken.textContent = fresh.reverse().join(". ");
  }

  function tell(text) {
    notice.textContent = text;
    notice.hidden = !text;
  }

  // Time is the server's, whatever the device believes.

  const now = () => Date.now() + offset;
  const isLate = () => own?.until != null && now() >= own.until;

  function tick() {
    for (const one of page.querySelectorAll("[data-until]")) {
      const left = Math.max(0, Math.ceil((Number(one.dataset.until) - now()) / 1000));
      const text = left >= 100 ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : String(left);
      if (one.textContent !== text) one.textContent = text;
      one.classList.toggle("soon", left <= 5);
      if (page.dataset.phase === "open" && (left === 10 || left === 5) && lastTold !== left) {
        spoken.textContent = page.dataset[`left${left}`];
        lastTold = left;
      }
    }
    if (isLate()) mark();
  }
  setInterval(tick, 250);

  // The board never scrolls: the type becomes smaller until all is there. A seat's choices stay in sight if they are low.

  function fit() {
    const form = document.getElementById("answering");
    if (form) page.classList.toggle("is-low", form.offsetHeight < innerHeight * 0.6);
    if (page.dataset.page !== "board") return;
    const main = page.querySelector("main");
    for (const isTight of [false, true]) {
      page.classList.toggle("is-tight", isTight);
      for (const size of isTight ? SIZES : SIZES.filter((one) => one >= READABLE)) {
        page.style.setProperty("--fit", String(size));
        if (main.scrollHeight <= main.clientHeight + 1 && main.scrollWidth <= main.clientWidth + 1) return;
      }
    }
  }
  addEventListener("resize", fit);
  document.fonts?.ready.then(fit);
  page.addEventListener("load", fit, true);

  // News: a stream, or answers that wait where something on the way swallows streams.

  const WAY = "dateline-way";
  let source = null;
  let silence = null;

  function stream() {
    source = new EventSource(page.dataset.events);
    silence = setTimeout(() => { source.close(); remember("poll"); poll(); }, SILENCE);
    source.addEventListener("clock", (event) => { heard(); offset = Number(event.data) - Date.now(); });
    source.addEventListener("shared", (event) => { shared = JSON.parse(event.data); show(shared); later(); });
    source.addEventListener("own", (event) => { own = JSON.parse(event.data); show(own); later(); });
    // The class has gone on to another round. Not all come at the same moment.
    source.addEventListener("again", () => { source.close(); again(Math.random() * 1000); });
    source.addEventListener("error", () => {
      tell(page.dataset.offline);
      // The server refuses: the round, the seat or the link is gone, and the page says so.
      if (source.readyState === EventSource.CLOSED) again();
    });
  }

  function heard() {
    clearTimeout(silence);
    if (notice.textContent === page.dataset.offline) tell("");
  }

  let queued = false;
  function later() {
    if (queued) return;
    queued = true;
    queueMicrotask(() => { queued = false; paint(); });
  }

  async function poll() {
    for (;;) {
      try {
        const sign = page.dataset.events.includes("?") ? "&" : "?";
        const answer = await fetch(`${page.dataset.events}${sign}after=${encodeURIComponent(version)}`, {
          headers: { Accept: "application/json" },
          signal: AbortSignal.timeout?.(30000),
        });
        if (answer.status === 403 || answer.status === 404) return again();
        if (!answer.ok) throw new Error(String(answer.status));
        const told = await answer.json();
        heard();
        version = told.version;
        offset = told.now - Date.now();
        shared = told.shared;
        own = told.own;
        show(shared);
        show(own);
        paint();
      } catch {
        tell(page.dataset.offline);
        await new Promise((done) => setTimeout(done, 1000));
      }
    }
  }

  function again(wait = 3000) {
    setTimeout(() => location.reload(), wait);
  }

  function remember(way) {
    try { sessionStorage.setItem(WAY, way); } catch { /* a browser that keeps nothing finds out each time */ }
  }

  function remembered() {
    try { return sessionStorage.getItem(WAY); } catch { return null; }
  }

  // What is pressed: sent again, with the same content, until the server has taken it.

  page.addEventListener("submit", (event) => {
    const form = event.target;
    if ("leaves" in form.dataset) return;
    event.preventDefault();
    const content = new URLSearchParams(new FormData(form, event.submitter));
    if (event.submitter?.name) content.set(event.submitter.name, event.submitter.value);
    if (form.id === "answering") answer(content);
    else move(form, content);
  });

  async function answer(content) {
    if (sending) return;
    sending = { choice: content.get("choice") };
    tell(page.dataset.sending);
    mark();
    const taken = await send("/answer", content, () => !isLate());
    sending = null;
    // “Your answer is in” comes with the seat's own part, from what is stored.
    tell(taken === null ? page.dataset.late : taken.ok ? "" : taken.text);
    if (taken?.ok) navigator.vibrate?.(30);
    mark();
  }

  async function move(form, content) {
    for (const button of form.querySelectorAll("button")) button.disabled = true;
    document.activeElement?.blur();
    const taken = await send(location.pathname, content, () => true);
    tell(taken && !taken.ok ? taken.text : "");
    for (const button of form.querySelectorAll("button")) button.disabled = false;
    for (const [name, html] of waiting) if (put(name, html)) waiting.delete(name);
  }

  async function send(where, content, isWorthIt) {
    for (let wait = 300; isWorthIt(); wait = Math.min(wait * 2, 3000)) {
      try {
        const answer = await fetch(where, {
          method: "POST",
          body: content,
          headers: { Accept: "application/json" },
          signal: AbortSignal.timeout?.(5000),
        });
        if (answer.status < 500) return { ok: answer.ok, text: (await answer.json().catch(() => ({}))).text || "" };
      } catch {
        tell(page.dataset.offline);
      }
      await new Promise((done) => setTimeout(done, wait));
    }
    return null;
  }

  page.addEventListener("focusout", () => {
    setTimeout(() => { for (const [name, html] of waiting) if (put(name, html)) waiting.delete(name); }, 0);
  });

  // The screen stays on, and a page that comes back from the background catches up at once.

  let lock = null;
  async function wake() {
    try { lock = await navigator.wakeLock?.request("screen"); } catch { lock = null; }
  }

  function back() {
    if (document.visibilityState !== "visible") return;
    wake();
    if (source && source.readyState !== EventSource.CLOSED) {
      source.close();
      clearTimeout(silence);
      stream();
    }
  }
  document.addEventListener("visibilitychange", back);
  addEventListener("pageshow", (event) => { if (event.persisted) back(); });

  wake();
  paint();
  if (remembered() === "poll") poll();
  else stream();
})();
