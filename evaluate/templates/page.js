for (const form of document.querySelectorAll("form")) {
  const items = [...form.parentElement.querySelectorAll("li")];
  const filter = () => {
    const wanted = new FormData(form);
    const fits = (item) => [...wanted].every(([key, value]) => !value || item.dataset[key].split(" ").includes(value));
    for (const item of items) item.hidden = !fits(item);
    form.querySelector("output").value = items.filter((item) => !item.hidden).length;
  };
  form.addEventListener("change", filter);
  filter();
}

function open() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  const folded = target && target.closest("details");
  if (!folded) return;
  folded.open = true;
  target.scrollIntoView();
}

addEventListener("hashchange", open);
open();
