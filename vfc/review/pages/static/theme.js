// Before anything is drawn: light or dark as was chosen here, else as the system has it.
(() => {
  "use strict";
  const root = document.documentElement;
  let chosen = null;
  try { chosen = localStorage.getItem("vfc-theme"); } catch { /* an export without storage */ }
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
})();
