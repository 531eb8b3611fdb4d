/** The build of msgpackr that never tries `new Function`, which the pages' CSP forbids; same interface, no types of its own. */
declare module 'msgpackr/index-no-eval' {
  export { Packr } from 'msgpackr'
}
