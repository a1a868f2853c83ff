/** Lets what is typed be looked at; without it the pages work all the same. */
export const pageScript = `
const button = document.querySelector("[data-shows]");
const field = button && document.getElementById(button.dataset.shows);
if (field) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const hidden = field.type === "password";
    field.type = hidden ? "text" : "password";
    button.firstChild.data = hidden ? "Hide" : "Show";
    field.focus();
  });
  field.form.addEventListener("submit", () => { field.type = "password"; });
}
`;
