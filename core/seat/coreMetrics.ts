import type { SeatState } from '../../domain/contract'

/** Figures of a seat for the engineer, by Prometheus name. @param samplesTotal heard since the start */
export const coreMetrics = (state: SeatState, samplesTotal: number): Record<string, number> => ({
  chengtai_samples_total: samplesTotal,
  chengtai_samples_per_second: state.samplesPerS,
  chengtai_journal_position: state.journalPosition,
  chengtai_refused_messages_total: state.refusedMessages,
  chengtai_devices_online: state.devices.online,
  chengtai_devices_abnormal: state.devices.abnormal,
  chengtai_devices_offline: state.devices.offline,
  chengtai_database_bytes: state.storage.databaseBytes,
  chengtai_links_up: state.links.filter((link) => link.state === 'up').length,
  chengtai_driving: state.isDriving ? 1 : 0,
  chengtai_peers_up: state.peers.filter((peer) => peer.state === 'up').length,
  chengtai_peers: state.peers.length,
  chengtai_entries_behind: state.peers.reduce((sum, peer) => sum + peer.behind, 0),
  chengtai_entries_pending: state.pendingEntries,
  chengtai_conflicts_open: state.openConflicts,
  chengtai_gaps_open: state.openGaps,
  ...(state.backup.lastGoodAtMs !== undefined && {
    chengtai_backup_age_seconds: Math.round((state.nowMs - state.backup.lastGoodAtMs) / 1000),
  }),
  chengtai_resident_bytes: process.memoryUsage.rss(),
})
