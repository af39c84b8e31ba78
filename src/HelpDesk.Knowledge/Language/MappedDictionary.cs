using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;

using Microsoft.Win32.SafeHandles;

namespace HelpDesk.Knowledge.Language;

/// <summary>
/// A file of prepare-dictionaries.mjs mapped into memory: a header of Int32 ("HDKD", version, kind, file length,
/// section count, then offset and bytes of each section), then the sections. Nothing is read until it is used, and
/// all processes share the pages. Sections are handed out as spans, so that a damaged file can at worst throw.
/// </summary>
internal sealed unsafe class MappedDictionary : IDisposable
{
    private const int Magic = 0x444B4448; // "HDKD"
    private const int FormatVersion = 1;
    private const int FirstPlace = 5;

    private readonly SafeMemoryMappedViewHandle view;
    private readonly byte* start;
    private readonly int length;

    private MappedDictionary(SafeMemoryMappedViewHandle view, int length)
    {
        this.view = view;
        this.length = length;
        byte* pointer = null;
        view.AcquirePointer(ref pointer);
        start = pointer;
    }

    public static MappedDictionary Open(string path, DictionaryKind kind)
    {
        long length = new FileInfo(path).Length;
        if (length is < FirstPlace * sizeof(int) or > int.MaxValue)
        {
            throw new InvalidDataException($"its length is {length} bytes");
        }

        using MemoryMappedFile file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, 0, MemoryMappedFileAccess.Read);
        using MemoryMappedViewAccessor accessor = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        var dictionary = new MappedDictionary(accessor.SafeMemoryMappedViewHandle, (int)length);
        try
        {
            dictionary.CheckHeader(kind);
            return dictionary;
        }
        catch
        {
            dictionary.Dispose();
            throw;
        }
    }

    /// <summary>Keeps the mapping alive until <see cref="Release"/>, whoever disposes meanwhile.</summary>
    /// <exception cref="ObjectDisposedException">Already disposed.</exception>
    public void AddReference()
    {
        bool added = false;
        view.DangerousAddRef(ref added);
    }

    public void Release() => view.DangerousRelease();

    /// <summary>Valid only between <see cref="AddReference"/> and <see cref="Release"/>.</summary>
    public ReadOnlySpan<T> Section<T>(int index)
        where T : unmanaged
    {
        int* place = (int*)start + FirstPlace + (index * 2);
        return new ReadOnlySpan<T>(start + place[0], place[1] / Unsafe.SizeOf<T>());
    }

    public void Dispose()
    {
        if (view.IsClosed)
        {
            return;
        }

        view.ReleasePointer();
        view.Dispose();
    }

    private void CheckHeader(DictionaryKind kind)
    {
        int* header = (int*)start;
        if (header[0] != Magic || header[1] != FormatVersion || header[2] != (int)kind)
        {
            throw new InvalidDataException("it has another format or version");
        }

        if (header[3] != length)
        {
            throw new InvalidDataException($"it should have {header[3]} bytes and has {length}");
        }

        int sections = header[4];
        bool whole = sections is > 0 and < 100 && (FirstPlace + (sections * 2)) * sizeof(int) <= length;
        for (int i = 0; whole && i < sections; i++)
        {
            int* place = header + FirstPlace + (i * 2);
            whole = place[0] > 0 && place[1] >= 0 && place[0] <= length - place[1];
        }

        if (!whole)
        {
            throw new InvalidDataException("its table of contents is damaged");
        }
    }
}
