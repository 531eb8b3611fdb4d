/** How far a backup or a restore has come: of its phase, in bytes. */
export interface BackupProgress {
  phase: 'copy' | 'seal' | 'restore' | 'check'
  /** Bytes, or entries while checking. */
  done: number
  total: number
}

export interface BackupWork {
  onProgress?: ((progress: BackupProgress) => void) | undefined
  /** Cancels: the work ends with the signal's reason, and what it had made so far is removed. */
  signal?: AbortSignal | undefined
}
