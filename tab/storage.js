// Put into every page of the site, before JupyterLite: from a disk, or without a place to keep files, it stops before
// any of our part of it is loaded, and says nothing. WAYS is replaced by the other ways to run the lessons.
addEventListener("DOMContentLoaded", () => {
  const kept = () => {
    try {
      return localStorage.length >= 0;
    } catch {
      return false;
    }
  };
  const why = location.protocol === "file:"
    ? "This page was opened from a disk, and Python starts only in one that comes from a web server. Put the whole folder on one (python3 -m http.server, typed in it, is one on your own computer, at http://localhost:8000), or run the lessons elsewhere:"
    : !kept() && "This browser keeps no data of this page, and without that no lesson can be opened here. Allow this address to keep data, or run the lessons elsewhere:";
  if (!why) return;
  const told = document.createElement("p");
  told.setAttribute("role", "alert");
  told.style = "position: fixed; inset: 0; z-index: 9999; margin: 0; padding: 3em; background: white; color: #222; font: 18px sans-serif";
  told.append(why);
  for (const [name, url] of Object.entries(WAYS)) {
    const way = document.createElement("a");
    Object.assign(way, { href: url, textContent: name });
    way.style = "margin-left: 0.6em; color: #0b57d0; text-decoration: underline";
    told.append(way);
  }
  document.body.append(told);
});
