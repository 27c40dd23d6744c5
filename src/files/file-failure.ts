/** What the system says when a file cannot be used, in words; other messages are kept. */
export function fileFailure(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  switch (code) {
    case 'ENOENT':
      return 'there is no such file or folder'
    case 'EISDIR':
      return 'it is a folder'
    case 'ENOTDIR':
      return 'a part of its path is no folder'
    case 'EACCES':
    case 'EPERM':
      return 'permission is denied'
    case 'EROFS':
      return 'the file system is read-only'
    case 'ENOSPC':
      return 'the disk is full'
    case 'Z_BUF_ERROR':
      return 'the gzip file ends too early'
    default:
      return code?.startsWith('Z_') ? `the gzip file is damaged (${message})` : message
  }
}
