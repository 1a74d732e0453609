// Put into every page of the site, before JupyterLite: without a place to keep files it stops before any of our part of
// it is loaded, and says nothing. WAYS is replaced by the other ways to run the lessons.
addEventListener("DOMContentLoaded", () => {
  try {
    localStorage.length;
  } catch {
    const told = document.createElement("p");
    told.setAttribute("role", "alert");
    told.style = "position: fixed; inset: 0; z-index: 9999; margin: 0; padding: 3em; background: white; color: #222; font: 18px sans-serif";
    told.append("This browser keeps no data of this page, and without that no lesson can be opened here. Allow this address to keep data, or run the lessons elsewhere:");
    for (const [name, url] of Object.entries(WAYS)) {
      const way = document.createElement("a");
      Object.assign(way, { href: url, textContent: name });
      way.style = "margin-left: 0.6em; color: #0b57d0; text-decoration: underline";
      told.append(way);
    }
    document.body.append(told);
  }
});
