// The order in which the page comes to life: colours, the picture, then what stands around it.

// What changes the room for the picture comes before it.
if (matchMedia("(min-width: 1000px)").matches) document.body.classList.add("filtering");
else byId("filters-toggle").setAttribute("aria-expanded", "false");
onTheme.push(colorClasses);
applyTheme();
startDrawing();
startTools();
startSearch();
showFilters();
startPanel();
showRoute(false);
tellShown();
onFilter.push(refilter);
onTheme.push(
  showFilters,
  () => showRoute(false),
  () => {
    drawing.sigma?.setSetting("edgeLabelColor", { attribute: "labelColor", color: themed("ink") });
    refresh();
  },
);
dark.addEventListener("change", applyTheme);
byId("theme").addEventListener("click", switchTheme);
byId("filters-toggle").addEventListener("click", toggleFilters);
