using System.IO.MemoryMappedFiles;
using System.Text.Json;

namespace QwenCode.Loopback;

/// <summary>Reads the lines of an input file in any order.</summary>
internal sealed class BatchInputLines : IDisposable
{
    private readonly long[] _offsets;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private byte[] _line = [];

    public BatchInputLines(BatchFile file, long[] offsets)
    {
        _offsets = offsets;
        _file = MemoryMappedFile.CreateFromFile(file.OpenRead(), mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, file.Length, MemoryMappedFileAccess.Read);
    }

    public BatchLine Read(int index)
    {
        var length = (int)(_offsets[index + 1] - _offsets[index]);
        if (_line.Length < length)
            _line = new byte[length];
        var line = _line.AsSpan(0, length);
        _view.SafeMemoryMappedViewHandle.ReadSpan((ulong)(_view.PointerOffset + _offsets[index]), line);
        return new BatchLine(index, JsonElement.Parse(line));
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
