using System.IO;
using System.Text;

namespace Microsoft.Data.Analysis;

/// <summary>Text that is read twice: once to learn the columns, once to fill them.</summary>
internal sealed class CsvSource
{
    private readonly Stream _stream;
    private readonly long _start;
    private readonly Encoding _encoding;
    private readonly string _text;

    public CsvSource(string text) => _text = text;

    public CsvSource(Stream stream, Encoding encoding)
    {
        _stream = stream;
        _start = stream.Position;
        _encoding = encoding;
    }

    public TextReader Open()
    {
        if (_stream is null)
            return new StringReader(_text);
        _stream.Position = _start;
        return new StreamReader(_stream, _encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
    }
}
