/** Messages of files: dropping, listing, viewing. */
export const enFiles = {
  files: {
    choose: 'Choose files',
    dropHint:
      'Or drop them here, several at once. PDF, images, Excel, docx and csv up to 50 MB each; uploads go on after a reload or a lost connection.',
    uploads: 'Files being uploaded',
    phase: {
      reading: 'Reading',
      sending: 'Uploading',
      paused: 'Paused',
      waiting: 'Connection lost, trying again',
      checking: 'Checking the content',
      stored: 'Stored',
      known: 'Uploaded before; nothing was sent again',
      refused: 'Not stored',
    },
    pause: 'Pause %{name}',
    resume: 'Resume %{name}',
    dismiss: 'Remove %{name}',
    progressOf: 'Progress of %{name}',
    secondsLeft: 'about %{count} s left',
    minutesLeft: 'about %{count} min left',
    list: 'Files',
    name: 'File name',
    pages: 'Pages',
    size: 'Size',
    uploadedAt: 'Uploaded',
    tools: 'Viewing tools',
    page: 'Page',
    pageOf: '%{name}, page %{page} of %{pages}',
    previousPage: 'Previous page',
    nextPage: 'Next page',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fitWidth: 'Fit width',
    rotate: 'Rotate clockwise',
    download: 'Download',
    noPreview: '"%{name}" cannot be shown on the page. Please download it.',
    sheets: 'Sheets',
    tableCut: 'This table is long: only its beginning is shown. Download the file for all of it.',
    emptySheet: 'This sheet is empty.',
    validity: { valid: 'valid', endsEarly: 'ends around the end of the campaign', expired: 'expired' },
  },
}

export const enFilePage = {
  myFiles: {
    title: 'My files',
    hint: 'Licences and test reports are uploaded once and used for as many indicators and lots as they prove.',
    upload: 'Upload files',
    uploadHint: 'Files are known by their content; the same content is stored once.',
    count: '%{count} of %{total} files',
    listHint: 'A name opens the file; while declarations are open it can be attached to indicators or detached.',
    which: 'Show',
    use: { all: 'All', used: 'In use', unused: 'Not in use', expiring: 'Ending soon or expired' },
    uses: 'Used for',
    unused: 'Not in use yet',
    elsewhere: 'Also used %{count} times in other campaigns',
    validUntil: 'Valid until',
    verbs: 'Actions',
    none: 'No files yet. They appear here once uploaded.',
    noneFits: 'No file fits.',
    level: 'Applies to',
    levels: { company: 'The company', variety: 'Varieties', spec: 'Lots' },
    indicators: 'Indicators',
    note: 'Note (optional)',
    firstPage: 'First page (1–%{max})',
    lastPage: 'Last page (1–%{max})',
    detach: 'Detach: %{use}, %{name}',
  },
}

export const enFileVerbs = {
  attachEvidence: {
    label: 'Attach',
    review: 'The file becomes evidence for the chosen indicators and is shown to reviewers.',
  },
  detachEvidence: { label: 'Detach', review: 'The file no longer proves this indicator; the file itself stays.' },
  removeFiles: { label: 'Remove', review: "The file is removed from your organisation's files." },
}

export const enFileNames = {
  attachEvidence: 'Attach evidence',
  detachEvidence: 'Detach evidence',
  removeFiles: 'Remove files',
  removeFile: 'Remove file',
  uploadFile: 'Upload file',
}
