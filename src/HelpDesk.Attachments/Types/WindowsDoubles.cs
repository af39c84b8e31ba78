using System.Text;

namespace HelpDesk.Attachments.Types;

/// <summary>
/// Code page 932 writes some characters in two or three ways (髙 as FB FC and as EE E0). .NET reads all of them, but a decoder that
/// refuses what it does not know refuses the doubles with it, since they do not come back the same. This fallback reads them.
/// </summary>
internal sealed class WindowsDoubles : DecoderFallback
{
    private static readonly Encoding Lenient = CodePagesEncodingProvider.Instance.GetEncoding(932)!;

    public override int MaxCharCount => 1;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

    private sealed class Buffer : DecoderFallbackBuffer
    {
        private char read;
        private bool waits;

        public override int Remaining => waits ? 1 : 0;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            // «?» is what the lenient one makes of what it does not know; those bytes never are a question mark's.
            read = bytesUnknown.Length == 2 && Lenient.GetString(bytesUnknown) is [var c and not '?'] ? c : throw new DecoderFallbackException(null, bytesUnknown, index);
            return waits = true;
        }

        public override char GetNextChar()
        {
            var next = waits ? read : '\0';
            waits = false;
            return next;
        }

        public override bool MovePrevious() => false;

        public override void Reset() => waits = false;
    }
}
