/** How a name is kept: in one Unicode form, without spaces around it. */
export const tidyName = (name: string): string => name.normalize('NFC').trim()

/** Two names are one account's when these are equal: nobody shall be mistaken for another by a capital letter. */
export const nameKey = (name: string): string => tidyName(name).toLowerCase()
