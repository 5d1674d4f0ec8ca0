/** Resolves after the browser has drawn what was changed; after a tenth of a second where it draws nothing, as in a hidden tab. */
export function nextPicture(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 100);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      // The picture is drawn when this callback has returned.
      setTimeout(resolve);
    });
  });
}
