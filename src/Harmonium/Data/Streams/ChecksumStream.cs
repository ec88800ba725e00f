namespace Harmonium.Data.Streams;

/// <summary>A stream that computes the CRC-32 of the data read through it, which the platform's archive reader does not check.</summary>
internal sealed class ChecksumStream(Stream content) : Stream
{
    private const uint ReversedPolynomial = 0xEDB88320;
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(TableEntry)];
    private uint _state = uint.MaxValue;

    /// <summary>The CRC-32 (ISO 3309) of the bytes read so far.</summary>
    internal uint Checksum => ~_state;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        int read = content.Read(buffer);
        foreach (byte value in buffer[..read])
            _state = Table[(byte)(_state ^ value)] ^ (_state >> 8);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            content.Dispose();
        base.Dispose(disposing);
    }

    private static uint TableEntry(int index)
    {
        uint value = (uint)index;
        for (int bit = 0; bit < 8; bit++)
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ ReversedPolynomial;
        return value;
    }
}
