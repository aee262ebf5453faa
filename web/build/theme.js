// Sets the theme before the first paint: the saved choice, or what the system prefers.
(() => {
  let choice = 'system';
  try {
    choice = JSON.parse(localStorage.getItem('aldaba.preferences') ?? '{}').state?.theme ?? choice;
  } catch {
    choice = 'system';
  }
  const dark =
    choice === 'dark' || (choice === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
