// The public site's script. Every page works without it; it adds comfort.

// A copy button appears only where copying works.
for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const value = new URL(button.dataset.copy ?? "", location.href).href;
    await navigator.clipboard.writeText(value);
    const said = button.textContent;
    button.textContent = button.dataset.copied ?? said;
    setTimeout(() => (button.textContent = said), 2000);
  });
}

// The error summary takes the focus, so that it is read first.
document.querySelector<HTMLElement>(".ds-error-summary")?.focus();
