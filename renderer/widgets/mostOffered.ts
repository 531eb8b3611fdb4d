/** How many are offered at once; more are found by typing on. */
export const mostOffered = 60
