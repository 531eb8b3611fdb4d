/** Where what opens over the page is drawn: the modal box that holds its control, which covers the page, or else the page. */
export const layerOf = (control: Element | null): Element => control?.closest('dialog') ?? document.body
