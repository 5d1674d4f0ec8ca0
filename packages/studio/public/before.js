// Runs before the page's own script. The page may not make code of text; the library that checks what is given to functions tries whether
// it may, which Firefox tells on its console as an error. With this it does not try: https://zod.dev/api#zconfig.
globalThis.__zod_globalConfig = { jitless: true };
