namespace HelpDesk.Channels.Files;

/// <summary>The first bytes of a stream; at the first byte past the limit it ends, and says that there was more.</summary>
internal sealed class LimitedStream(Stream inner, long limit) : Stream
{
    private long read;

    /// <summary>There was more than the limit.</summary>
    public bool IsOver { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsOver || buffer.Length == 0)
        {
            return 0;
        }

        // One byte more than is left tells whether there is more.
        var most = (int)Math.Min(buffer.Length, limit - read + 1);
        var count = await inner.ReadAsync(buffer[..most], cancellationToken);
        IsOver = read + count > limit;
        count -= IsOver ? 1 : 0;
        read += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <exception cref="NotSupportedException">Always: a request's body is not to be waited for on a thread.</exception>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
