using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>Tokens and their ids: the id of a token is its place. Immutable.</summary>
/// <remarks>
/// The file form is UTF-8, a token a line, lines ended by U+000A alone: other characters that some readers take for the end of a line,
/// such as U+2028, are tokens of published vocabularies. An empty line is a place without a token.
/// </remarks>
public sealed class Vocabulary : IReadOnlyList<string>
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string[] _tokens;
    private readonly Dictionary<string, int> _ids;

    /// <summary>Makes a vocabulary of the given tokens.</summary>
    /// <param name="tokens">The tokens in the order of their ids; an empty one leaves its id unused.</param>
    /// <exception cref="InvalidDataException">There is no token, or one occurs twice or holds a line end.</exception>
    public Vocabulary(IEnumerable<string> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        _tokens = [.. tokens];
        _ids = new Dictionary<string, int>(_tokens.Length, StringComparer.Ordinal);
        for (int id = 0; id < _tokens.Length; id++)
        {
            string token = _tokens[id] ?? throw new InvalidDataException($"Token {id} of the vocabulary is null.");
            if (token.AsSpan().IndexOfAny('\n', '\r') >= 0)
            {
                throw new InvalidDataException($"Token {id} of the vocabulary holds a line end.");
            }

            if (token.Length > 0 && !_ids.TryAdd(token, id))
            {
                throw new InvalidDataException($"The vocabulary has the token '{token}' twice, as {_ids[token]} and as {id}.");
            }
        }

        if (_ids.Count == 0)
        {
            throw new InvalidDataException("The vocabulary is empty.");
        }
    }

    /// <summary>Number of ids, unused ones included.</summary>
    public int Count => _tokens.Length;

    /// <summary>The token of an id; empty where the id is unused.</summary>
    /// <param name="id">The id.</param>
    /// <exception cref="ArgumentOutOfRangeException">The vocabulary has no such id.</exception>
    public string this[int id] => id >= 0 && id < _tokens.Length
        ? _tokens[id]
        : throw new ArgumentOutOfRangeException(
            nameof(id), id, $"The vocabulary has the ids 0 to {_tokens.Length - 1}, but was asked for {id}.");

    /// <summary>Reads the file form.</summary>
    /// <param name="stream">The bytes; read to the end, not closed.</param>
    /// <exception cref="InvalidDataException">
    /// The bytes are no UTF-8, or a pointer of Git LFS instead of the file, or the vocabulary they hold is not valid.
    /// </exception>
    public static Vocabulary Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return Parse(bytes.GetBuffer().AsSpan(0, checked((int)bytes.Length)));
    }

    /// <summary>Reads a vocabulary file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is no valid vocabulary; the message has its path.</exception>
    public static Vocabulary ReadFile(string path)
    {
        using FileStream stream = File.OpenRead(path);
        try
        {
            return Read(stream);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"Vocabulary '{path}': {exception.Message}", exception);
        }
    }

    /// <summary>Writes the file form; reading it gives an equal vocabulary.</summary>
    /// <param name="stream">Takes the bytes; not closed.</param>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using StreamWriter writer = new(stream, s_strictUtf8, bufferSize: -1, leaveOpen: true) { NewLine = "\n" };
        foreach (string token in _tokens)
        {
            writer.WriteLine(token);
        }
    }

    /// <summary>Looks up the id of a token.</summary>
    /// <param name="token">The token, as the vocabulary writes it.</param>
    /// <param name="id">Its id; 0 where the vocabulary lacks it.</param>
    /// <returns>Whether the vocabulary has the token.</returns>
    public bool TryGetId(string token, [MaybeNullWhen(false)] out int id) => _ids.TryGetValue(token, out id);

    /// <summary>Whether the vocabulary has a token.</summary>
    /// <param name="token">The token, as the vocabulary writes it.</param>
    public bool Contains(string token) => _ids.ContainsKey(token);

    /// <summary>The tokens in the order of their ids.</summary>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_tokens).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static Vocabulary Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("version https://git-lfs"u8))
        {
            throw new InvalidDataException("This is a pointer of Git LFS, not the file itself; fetch it with 'git lfs pull'.");
        }

        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        }

        List<string> tokens = [];
        while (!bytes.IsEmpty)
        {
            int end = bytes.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? [] : bytes[(end + 1)..];
            tokens.Add(Decode(line.EndsWith("\r"u8) ? line[..^1] : line, tokens.Count + 1));
        }

        return new Vocabulary(tokens);
    }

    private static string Decode(ReadOnlySpan<byte> line, int number)
    {
        try
        {
            return s_strictUtf8.GetString(line);
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidDataException($"Line {number} of the vocabulary is not UTF-8.", exception);
        }
    }
}
