// How the chat client looks: our colours, which are custom properties of helpdesk.css and follow light and dark by themselves.
const font = '"Segoe UI", "Segoe UI Variable", "Yu Gothic UI", "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", Meiryo, system-ui, sans-serif';

const styleOptions = {
  accent: "var(--link)",
  backgroundColor: "var(--page)",
  subtle: "var(--quiet)",
  primaryFont: font,
  monospaceFont: 'Consolas, "BIZ UDGothic", "MS Gothic", "Noto Sans Mono CJK JP", monospace',
  bubbleBackground: "var(--card)",
  bubbleBorderColor: "var(--line)",
  bubbleBorderRadius: 8,
  bubbleTextColor: "var(--text)",
  bubbleFromUserBackground: "var(--tint)",
  bubbleFromUserBorderColor: "var(--tint-line)",
  bubbleFromUserBorderRadius: 8,
  bubbleFromUserTextColor: "var(--text)",
  bubbleMaxWidth: 640,
  bubbleMinWidth: 0,
  typingAnimationBackgroundImage: "url('/typing.svg')",
  timestampColor: "var(--quiet)",
  groupTimestamp: -1, // None share one, for the thumbs stand beside it; what is said at one instant would.
  notificationText: "var(--text)",
  hideUploadButton: false,
  uploadAccept: "image/png,image/jpeg,image/webp,image/gif,application/pdf,text/plain,text/csv,.log,.csv,.txt",
  uploadMultiple: true,
  // Our own bar shows what was chosen; the client would put each picture, small, into the message itself, which then is too long.
  enableUploadThumbnail: false,
  markdownRenderHTML: false,
  markdownRespectCRLF: true,
  sendBoxBackground: "var(--card)",
  sendBoxTextColor: "var(--text)",
  sendBoxPlaceholderColor: "var(--quiet)",
  sendBoxBorderTop: "solid 1px var(--line)",
  sendBoxHeight: 48,
  sendBoxTextWrap: true,
  sendBoxButtonColor: "var(--link)",
  sendBoxButtonColorOnDisabled: "var(--quiet)",
  sendBoxButtonShadeColorOnHover: "var(--tint)",
  sendBoxButtonShadeColorOnActive: "var(--tint)",
  sendBoxButtonShadeColorOnDisabled: "transparent",
  sendBoxButtonShadeBorderRadius: 4,
  sendBoxButtonKeyboardFocusIndicatorBorderColor: "var(--focus)",
  suggestedActionLayout: "flow",
  suggestedActionBackgroundColor: "var(--card)",
  suggestedActionBackgroundColorOnHover: "var(--tint)",
  suggestedActionBackgroundColorOnActive: "var(--tint)",
  suggestedActionBackgroundColorOnFocus: "var(--card)",
  suggestedActionBackgroundColorOnDisabled: "var(--card)",
  suggestedActionTextColor: "var(--link)",
  suggestedActionBorderColor: "var(--link)",
  suggestedActionBorderRadius: 20,
  suggestedActionBorderWidth: 1,
  suggestedActionKeyboardFocusIndicatorBorderColor: "var(--focus)",
  transcriptOverlayButtonBackground: "var(--brand)",
  transcriptOverlayButtonBackgroundOnHover: "var(--brand-deep)",
  transcriptOverlayButtonBackgroundOnFocus: "var(--brand)",
  transcriptOverlayButtonColor: "var(--on-brand)",
  transcriptOverlayButtonColorOnHover: "var(--on-brand)",
  transcriptOverlayButtonColorOnFocus: "var(--on-brand)",
  transcriptVisualKeyboardIndicatorColor: "var(--focus)",
  transcriptActivityVisualKeyboardIndicatorColor: "var(--quiet)",
  toastErrorBackgroundColor: "var(--notice)",
  toastErrorColor: "var(--text)",
  toastWarnBackgroundColor: "var(--notice)",
  toastWarnColor: "var(--text)",
  toastInfoBackgroundColor: "var(--notice)",
  toastInfoColor: "var(--text)",
  showAvatarInGroup: "status",
  cardEmphasisBackgroundColor: "var(--tint)",
  cardPushButtonBackgroundColor: "var(--brand)",
  cardPushButtonTextColor: "var(--on-brand)",
};

const one = colour => ({ default: colour, subtle: "var(--quiet)" });
const foregroundColors = {
  default: one("var(--text)"), dark: one("var(--text)"), light: one("var(--quiet)"), accent: one("var(--link)"),
  good: one("var(--good)"), warning: one("var(--warning)"), attention: one("var(--attention)"),
};

const hostConfig = {
  supportsInteractivity: true,
  fontFamily: font,
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: "var(--line)" },
  fontSizes: { small: 13, default: 15, medium: 16, large: 18, extraLarge: 22 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  containerStyles: {
    default: { backgroundColor: "var(--card)", foregroundColors },
    emphasis: { backgroundColor: "var(--tint)", foregroundColors },
  },
  actions: {
    maxActions: 10, spacing: "default", buttonSpacing: 8, actionsOrientation: "horizontal", actionAlignment: "left",
    showCard: { actionMode: "inline", inlineTopMargin: 12 },
  },
  factSet: {
    title: { color: "default", size: "default", isSubtle: true, weight: "default", wrap: true, maxWidth: 140 },
    value: { color: "default", size: "default", isSubtle: false, weight: "default", wrap: true },
    spacing: 12,
  },
  inputs: {
    label: {
      inputSpacing: 4,
      requiredInputs: { weight: "bolder", color: "default", size: "default", suffix: " *", suffixColor: "attention" },
      optionalInputs: { weight: "bolder", color: "default", size: "default" },
    },
    errorMessage: { color: "attention", size: "small", weight: "default", spacing: "small" },
  },
};

/** @param longestSend milliseconds for a message to be accepted. */
export const styles = longestSend => ({ styleOptions: { ...styleOptions, sendTimeout: longestSend, sendTimeoutForAttachments: longestSend }, hostConfig });
