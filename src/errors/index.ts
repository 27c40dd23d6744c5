export * from './errors.js'
export { isSmartMemoError, SmartMemoError, type Detail, type Details } from './smart-memo-error.js'
