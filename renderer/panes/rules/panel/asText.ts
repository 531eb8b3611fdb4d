/** Ids that the document writes as plain text. */
export const asText = (id: string): string => id
