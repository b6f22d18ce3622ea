using System;
using System.IO;
using System.Linq;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The checked options of a text loader, as far as they concern lines and not columns.</summary>
internal sealed class TextFormat
{
    /// <summary>One more than the largest index of a field.</summary>
    public const int FieldLimit = int.MaxValue;

    // What a separator cannot be: the characters that are refused in a saved loader, too. differs: the original's constructor also refuses
    // the other control characters, though it loads a saved loader that has one; here they serve files of running text (U+0001).
    private const string IllegalSeparators = "\0\r\n\"0123456789";

    private readonly Flags _flags;

    public TextFormat(IExceptionContext ectx, TextLoader.Options options)
    {
        bool ownHeader = string.IsNullOrWhiteSpace(options.HeaderFile);
        _flags = Flag(options.TrimWhitespace, Flags.TrimWhitespace)
            | Flag(options.HasHeader && ownHeader, Flags.HasHeader)
            | Flag(options.AllowQuoting, Flags.AllowQuoting)
            | Flag(options.AllowSparse, Flags.AllowSparse)
            | Flag(options.AllowQuoting && options.ReadMultilines, Flags.ReadMultilines)
            | Flag(options.MissingRealsAsNaNs, Flags.MissingRealsAsNaNs);
        MaxRows = options.MaxRows ?? long.MaxValue;
        ectx.CheckUserArg(MaxRows >= 0, nameof(options.MaxRows));
        InputSize = Math.Min(options.InputSize ?? 0, FieldLimit - 1);
        ectx.CheckUserArg(InputSize >= 0, nameof(options.InputSize));
        ectx.CheckNonEmpty(options.Separators, nameof(options.Separators), "Must specify a separator");
        Separators = options.Separators.Distinct().ToArray();
        foreach (char separator in Separators)
        {
            if (IllegalSeparators.Contains(separator))
            {
                throw ectx.ExceptUserArg("Separator", "Illegal separator: '{0}'", separator);
            }
        }

        ectx.CheckUserArg(!(Separators.Contains(':') && AllowSparse), "Separator", "When the separator is colon, turn off allowSparse");
        DecimalMarker = options.DecimalMarker;
        if (DecimalMarker is not ('.' or ','))
        {
            throw ectx.ExceptUserArg(nameof(options.DecimalMarker),
                "Decimal marker cannot be the '{0}' character. It must be '.' or ','.", DecimalMarker);
        }

        ectx.CheckUserArg(AllowQuoting || DecimalMarker != ',' || !Separators.Contains(','), nameof(options.AllowQuoting),
            "Quoting must be allowed if decimal marker and separator are the ',' character.");
        EscapeChar = options.EscapeChar;
        if (Separators.Contains(EscapeChar))
        {
            throw ectx.ExceptUserArg(nameof(options.EscapeChar),
                "EscapeChar '{0}' can't be used both as EscapeChar and separator", EscapeChar);
        }
    }

    public TextFormat(IExceptionContext ectx, BinaryReader reader, uint version)
    {
        ectx.CheckDecode(reader.ReadInt32() == sizeof(float));
        MaxRows = reader.ReadInt64();
        ectx.CheckDecode(MaxRows > 0);
        _flags = (Flags)reader.ReadUInt32();
        ectx.CheckDecode((_flags & ~Flags.All) == 0);
        InputSize = reader.ReadInt32();
        ectx.CheckDecode(InputSize is >= 0 and < FieldLimit);
        int count = reader.ReadInt32();
        ectx.CheckDecode(count is > 0 and < char.MaxValue);
        Separators = Enumerable.Range(0, count).Select(_ => (char)reader.ReadUInt16()).ToArray();
        ectx.CheckDecode(!Separators.Any(IllegalSeparators.Contains) && !(Separators.Contains(':') && AllowSparse));
        EscapeChar = version >= TextLoader.VersionWithEscape ? reader.ReadChar() : '"';
        DecimalMarker = version >= TextLoader.VersionWithEscape ? reader.ReadChar() : '.';
        ectx.CheckDecode(DecimalMarker is '.' or ',' && !Separators.Contains(EscapeChar));
    }

    [Flags]
    private enum Flags : uint
    {
        TrimWhitespace = 0x01,
        HasHeader = 0x02,
        AllowQuoting = 0x04,
        AllowSparse = 0x08,
        ReadMultilines = 0x10,
        MissingRealsAsNaNs = 0x20,
        All = 0x3F,
    }

    public bool TrimWhitespace => _flags.HasFlag(Flags.TrimWhitespace);

    public bool HasHeader => _flags.HasFlag(Flags.HasHeader);

    public bool AllowQuoting => _flags.HasFlag(Flags.AllowQuoting);

    public bool AllowSparse => _flags.HasFlag(Flags.AllowSparse);

    public bool ReadMultilines => _flags.HasFlag(Flags.ReadMultilines);

    public bool MissingRealsAsNaNs => _flags.HasFlag(Flags.MissingRealsAsNaNs);

    public long MaxRows { get; }

    /// <summary>The number of fields in a line; 0 where it is not known.</summary>
    public int InputSize { get; }

    public char[] Separators { get; }

    public char DecimalMarker { get; }

    public char EscapeChar { get; }

    public void Save(BinaryWriter writer)
    {
        writer.Write(sizeof(float));
        writer.Write(MaxRows);
        writer.Write((uint)_flags);
        writer.Write(InputSize);
        writer.Write(Separators.Length);
        foreach (char separator in Separators)
        {
            writer.Write((ushort)separator);
        }

        writer.Write(EscapeChar);
        writer.Write(DecimalMarker);
    }

    private static Flags Flag(bool set, Flags flag) => set ? flag : 0;
}
