import type { SiteSink } from '../../connectors/site'

/** Where links hand over what they hear: the ingest of a seat that drives, or the shadow of one that does not. */
export interface SiteIntake {
  /** The sink of one link. The same link always gets the same one. */
  sinkFor(linkId: string): SiteSink
  /** To be told of every report of the link's connector. */
  setLink(linkId: string, isUp: boolean): void
}
