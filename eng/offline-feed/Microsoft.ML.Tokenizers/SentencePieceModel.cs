using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Microsoft.ML.Tokenizers;

internal enum SentencePieceType
{
    Normal = 1,
    Unknown = 2,
    Control = 3,
    UserDefined = 4,
    Unused = 5,
    Byte = 6,
}

/// <summary>What a file of SentencePiece holds, as far as encoding and decoding need it (sentencepiece_model.proto).</summary>
internal sealed class SentencePieceModel
{
    internal const int Unigram = 1;
    internal const int Bpe = 2;

    internal List<(string Piece, float Score, SentencePieceType Type)> Pieces { get; } = [];

    internal int ModelType { get; private set; } = Unigram;

    internal bool TreatWhitespaceAsSuffix { get; private set; }

    internal bool ByteFallback { get; private set; }

    internal int UnknownId { get; private set; }

    internal int BeginningId { get; private set; } = 1;

    internal int EndId { get; private set; } = 2;

    internal int PaddingId { get; private set; } = -1;

    internal string UnknownPiece { get; private set; } = "<unk>";

    internal string BeginningPiece { get; private set; } = "<s>";

    internal string EndPiece { get; private set; } = "</s>";

    internal string PaddingPiece { get; private set; } = "<pad>";

    internal byte[] CharacterMap { get; private set; } = [];

    internal bool AddDummyPrefix { get; private set; } = true;

    internal bool RemoveExtraWhitespaces { get; private set; } = true;

    internal bool EscapeWhitespaces { get; private set; } = true;

    internal static SentencePieceModel Read(Stream stream)
    {
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        SentencePieceModel model = new();
        model.ReadModel(bytes.ToArray());
        return model;
    }

    private void ReadModel(ReadOnlySpan<byte> message)
    {
        while (!message.IsEmpty)
        {
            Field field = Field.Next(ref message);
            switch (field.Number)
            {
                case 1:
                    ReadPiece(field.Bytes);
                    break;
                case 2:
                    ReadTrainer(field.Bytes);
                    break;
                case 3:
                    ReadNormalizer(field.Bytes);
                    break;
            }
        }
    }

    private void ReadPiece(ReadOnlySpan<byte> message)
    {
        (string piece, float score, SentencePieceType type) = ("", 0, SentencePieceType.Normal);
        while (!message.IsEmpty)
        {
            Field field = Field.Next(ref message);
            switch (field.Number)
            {
                case 1:
                    piece = Encoding.UTF8.GetString(field.Bytes);
                    break;
                case 2:
                    score = BitConverter.Int32BitsToSingle((int)field.Value);
                    break;
                case 3:
                    type = (SentencePieceType)field.Value;
                    break;
            }
        }

        Pieces.Add((piece, score, type));
    }

    private void ReadTrainer(ReadOnlySpan<byte> message)
    {
        while (!message.IsEmpty)
        {
            Field field = Field.Next(ref message);
            switch (field.Number)
            {
                case 3:
                    ModelType = (int)field.Value;
                    break;
                case 24:
                    TreatWhitespaceAsSuffix = field.Value != 0;
                    break;
                case 35:
                    ByteFallback = field.Value != 0;
                    break;
                case 40:
                    UnknownId = (int)field.Value;
                    break;
                case 41:
                    BeginningId = (int)field.Value;
                    break;
                case 42:
                    EndId = (int)field.Value;
                    break;
                case 43:
                    PaddingId = (int)field.Value;
                    break;
                case 45:
                    UnknownPiece = Encoding.UTF8.GetString(field.Bytes);
                    break;
                case 46:
                    BeginningPiece = Encoding.UTF8.GetString(field.Bytes);
                    break;
                case 47:
                    EndPiece = Encoding.UTF8.GetString(field.Bytes);
                    break;
                case 48:
                    PaddingPiece = Encoding.UTF8.GetString(field.Bytes);
                    break;
            }
        }
    }

    private void ReadNormalizer(ReadOnlySpan<byte> message)
    {
        while (!message.IsEmpty)
        {
            Field field = Field.Next(ref message);
            switch (field.Number)
            {
                case 2:
                    CharacterMap = field.Bytes.ToArray();
                    break;
                case 3:
                    AddDummyPrefix = field.Value != 0;
                    break;
                case 4:
                    RemoveExtraWhitespaces = field.Value != 0;
                    break;
                case 5:
                    EscapeWhitespaces = field.Value != 0;
                    break;
            }
        }
    }

    /// <summary>A field of a protobuf message: its number, and its value or its bytes.</summary>
    private readonly ref struct Field(int number, ulong value, ReadOnlySpan<byte> bytes)
    {
        internal int Number { get; } = number;

        internal ulong Value { get; } = value;

        internal ReadOnlySpan<byte> Bytes { get; } = bytes;

        internal static Field Next(ref ReadOnlySpan<byte> message)
        {
            ulong tag = Varint(ref message);
            int number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    return new Field(number, Varint(ref message), default);
                case 1:
                    return new Field(number, BitConverter.ToUInt64(Take(ref message, 8)), default);
                case 2:
                    ulong length = Varint(ref message);
                    return new Field(number, 0, length <= int.MaxValue ? Take(ref message, (int)length) : throw Broken());
                case 5:
                    return new Field(number, BitConverter.ToUInt32(Take(ref message, 4)), default);
                default:
                    throw Broken();
            }
        }

        private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> message, int count)
        {
            ReadOnlySpan<byte> taken = count <= message.Length ? message[..count] : throw Broken();
            message = message[count..];
            return taken;
        }

        private static ulong Varint(ref ReadOnlySpan<byte> message)
        {
            ulong value = 0;
            for (int shift = 0; shift < 70; shift += 7)
            {
                byte part = Take(ref message, 1)[0];
                value |= shift < 64 ? (ulong)(part & 0x7F) << shift : 0;
                if (part < 0x80)
                {
                    return value;
                }
            }

            throw Broken();
        }

        // The original's is of a class that derives from this one.
        private static IOException Broken() => new("The model is no message in protobuf's form, or it ends too early.");
    }
}
