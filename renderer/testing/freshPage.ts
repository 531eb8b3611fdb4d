// The test files of a worker share one window: each begins with an empty page, as if it were alone.
document.head.replaceChildren()
document.body.replaceChildren()
for (const name of document.documentElement.getAttributeNames()) document.documentElement.removeAttribute(name)
localStorage.clear()
sessionStorage.clear()
Reflect.deleteProperty(globalThis, 'chengtai')
