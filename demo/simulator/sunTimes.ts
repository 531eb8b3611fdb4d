/**
 * When the sun rises and sets on a day without season (declination 0, as at the equinoxes), hours of the day in the zone of UTC+8; enough for a gateway that plays.
 *
 * @param lng ° east
 * @param lat ° north; the day is twelve hours everywhere at declination 0, the refraction of the air adds to it with the latitude
 */
export function sunTimes(lng: number, lat: number): { sunrise: number; sunset: number } {
  const noon = 12 + (120 - lng) / 15
  // The sun is seen when it is still 0.83° below the horizon.
  const halfDay = 6 + 0.83 / 15 / Math.cos((lat * Math.PI) / 180)
  const inDay = (hour: number) => ((hour % 24) + 24) % 24
  return { sunrise: inDay(noon - halfDay), sunset: inDay(noon + halfDay) }
}
