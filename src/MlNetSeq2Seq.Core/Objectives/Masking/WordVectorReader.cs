using System.Globalization;
using System.Text;

namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>Reads word vectors in word2vec's text form, line by line.</summary>
internal sealed class WordVectorReader : IDisposable
{
    private readonly string _path;
    private readonly StreamReader _reader;
    private int _number;
    private int _dimensions;

    internal WordVectorReader(string path)
    {
        _path = path;
        _reader = new StreamReader(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
    }

    public void Dispose() => _reader.Dispose();

    /// <summary>The next word and its vector; null at the end.</summary>
    internal (string Word, float[] Vector)? Read()
    {
        while (ReadLine() is { } line)
        {
            _number++;
            string[] parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            bool isHeader = _number == 1 && parts.Length == 2 && parts.All(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _));
            if (parts.Length > 0 && !isHeader)
            {
                return (parts[0], Parse(parts));
            }
        }

        return null;
    }

    private string? ReadLine()
    {
        try
        {
            return _reader.ReadLine();
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidDataException($"The word vectors '{_path}' are not UTF-8 behind line {_number}.", exception);
        }
    }

    private float[] Parse(string[] parts)
    {
        _dimensions = _dimensions == 0 ? parts.Length - 1 : _dimensions;
        float[] vector = new float[parts.Length - 1];
        bool isVector = vector.Length == _dimensions && vector.Length > 0;
        for (int i = 0; i < vector.Length && isVector; i++)
        {
            isVector = float.TryParse(parts[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out vector[i]) && float.IsFinite(vector[i]);
        }

        return isVector
            ? vector
            : throw new InvalidDataException(
                $"Line {_number} of the word vectors '{_path}' has {parts.Length - 1} values after the word, but wanted are {Math.Max(1, _dimensions)} numbers.");
    }
}
