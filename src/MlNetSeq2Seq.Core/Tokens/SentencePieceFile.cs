using System.Text;

namespace MlNetSeq2Seq.Tokens;

/// <summary>
/// What a model file of SentencePiece says of its pieces. Source: google/sentencepiece, sentencepiece_model.proto. The pieces' scores and the
/// table of characters, which is checked here, are read by the package's tokenizer.
/// </summary>
internal sealed class SentencePieceFile
{
    private const int Unigram = 1;
    private const int Bpe = 2;
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _bytes;
    private int _modelType = Unigram;
    private bool _hasCharacterMap;

    /// <summary>Reads and checks a model.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of a kind that is not read.</exception>
    internal SentencePieceFile(byte[] bytes)
    {
        _bytes = bytes;
        ReadModel(bytes);
        if (Pieces.Count == 0)
        {
            throw new InvalidDataException("The SentencePiece model has no pieces.");
        }

        if (_modelType is not (Unigram or Bpe))
        {
            throw new InvalidDataException($"The SentencePiece model is of type {_modelType}; unigram models ({Unigram}) and BPE models ({Bpe}) are read.");
        }

        if (_modelType == Bpe && _hasCharacterMap)
        {
            throw new InvalidDataException(
                "The SentencePiece model replaces characters before byte pair encoding, which Microsoft.ML.Tokenizers does not do; train it with normalization_rule_name identity, or as a unigram model.");
        }

        if (UnknownId < 0 || UnknownId >= Pieces.Count || BeginningId >= Pieces.Count || EndId >= Pieces.Count)
        {
            throw new InvalidDataException(
                $"The SentencePiece model has {Pieces.Count} pieces, but its ids for unknown, beginning and end are {UnknownId}, {BeginningId} and {EndId}.");
        }
    }

    /// <summary>The pieces in the order of the model's ids.</summary>
    internal List<string> Pieces { get; } = [];

    internal int UnknownId { get; private set; }

    internal int BeginningId { get; private set; } = 1;

    internal int EndId { get; private set; } = 2;

    internal int PaddingId { get; private set; } = -1;

    /// <summary>Whether what is unknown is written as its bytes.</summary>
    internal bool ByteFallback { get; private set; }

    internal bool AddsSpace { get; private set; } = true;

    internal bool SpaceIsSuffix { get; private set; }

    internal bool IsUnigram => _modelType == Unigram;

    internal bool RemovesExtraSpaces { get; private set; } = true;

    /// <summary>
    /// The model as the package's tokenizer takes it: a model without a beginning or an end, as T5's are, fails there, so these are set to the
    /// unknown; bytes of unknown characters are counted from the wrong token there, and a text of one character is lost where spaces are
    /// removed from a BPE model, so both are switched off and done by us.
    /// </summary>
    /// <remarks>Protobuf joins what a message says twice, and the later value counts.</remarks>
    internal byte[] ForPackage()
    {
        List<byte> trainer = [];
        Add(trainer, 35, 0);
        Add(trainer, 41, BeginningId < 0 ? UnknownId : BeginningId);
        Add(trainer, 42, EndId < 0 ? UnknownId : EndId);
        List<byte> normalizer = [];
        if (!IsUnigram)
        {
            Add(normalizer, 4, 0);
        }

        return [.. _bytes, (2 << 3) | 2, (byte)trainer.Count, .. trainer, (3 << 3) | 2, (byte)normalizer.Count, .. normalizer];

        static void Add(List<byte> message, int number, int value)
        {
            AddVarint(message, number << 3);
            AddVarint(message, value);
        }

        static void AddVarint(List<byte> message, int value)
        {
            for (uint rest = (uint)value; ; rest >>= 7)
            {
                message.Add((byte)(rest < 0x80 ? rest : (rest & 0x7F) | 0x80));
                if (rest < 0x80)
                {
                    return;
                }
            }
        }
    }

    private void ReadModel(ReadOnlySpan<byte> bytes)
    {
        var message = new ProtobufReader(bytes);
        while (message.Next())
        {
            switch (message.Number)
            {
                case 1:
                    Pieces.Add(Piece(message.Bytes));
                    break;
                case 2:
                    ReadTrainer(message.Bytes);
                    break;
                case 3:
                    ReadNormalizer(message.Bytes);
                    break;
            }
        }
    }

    private string Piece(ReadOnlySpan<byte> bytes)
    {
        var message = new ProtobufReader(bytes);
        string? piece = null;
        while (message.Next())
        {
            piece = message.Number == 1 ? Text(message.Bytes) : piece;
        }

        return string.IsNullOrEmpty(piece) ? throw new InvalidDataException($"Piece {Pieces.Count} of the SentencePiece model is empty.")
            : piece.AsSpan().IndexOfAny('\n', '\r') >= 0 ? throw new InvalidDataException($"Piece {Pieces.Count} of the SentencePiece model holds a line end, which no token of a vocabulary may.")
            : piece;
    }

    private string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return s_strictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException($"Piece {Pieces.Count} of the SentencePiece model is not UTF-8.", e);
        }
    }

    private void ReadTrainer(ReadOnlySpan<byte> bytes)
    {
        var message = new ProtobufReader(bytes);
        while (message.Next())
        {
            switch (message.Number)
            {
                case 3:
                    _modelType = message.Value;
                    break;
                case 24:
                    SpaceIsSuffix = message.Value != 0;
                    break;
                case 35:
                    ByteFallback = message.Value != 0;
                    break;
                case 40:
                    UnknownId = message.Value;
                    break;
                case 41:
                    BeginningId = message.Value;
                    break;
                case 42:
                    EndId = message.Value;
                    break;
                case 43:
                    PaddingId = message.Value;
                    break;
            }
        }
    }

    private void ReadNormalizer(ReadOnlySpan<byte> bytes)
    {
        var message = new ProtobufReader(bytes);
        while (message.Next())
        {
            switch (message.Number)
            {
                case 2:
                    _hasCharacterMap = !message.Bytes.IsEmpty;
                    SentencePieceCharacterTable.Check(message.Bytes);
                    break;
                case 3:
                    AddsSpace = message.Value != 0;
                    break;
                case 4:
                    RemovesExtraSpaces = message.Value != 0;
                    break;
            }
        }
    }
}
