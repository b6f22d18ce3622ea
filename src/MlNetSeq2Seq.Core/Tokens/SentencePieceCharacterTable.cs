using System.Buffers.Binary;

namespace MlNetSeq2Seq.Tokens;

/// <summary>
/// Checks the table by which a SentencePiece model replaces characters: a double-array trie and the texts that it leads to. Source: S. Yata,
/// darts-clone, darts.h; google/sentencepiece, normalizer.cc. The package follows it without looking, so what leads outside it or in a circle
/// must be found before.
/// </summary>
internal sealed class SentencePieceCharacterTable
{
    private const int LongestKey = 256;
    private const int MostMatches = 32; // as many as SentencePiece's normalizer, and the package's, have room for
    private const uint Label = 0x800000FF;
    private const uint HasText = 0x100;
    private const uint Text = 0x7FFFFFFF;

    private readonly uint[] _units;
    private readonly int _textLength;

    // The places whose parent is the key; a place has no more than one, because its label says which.
    private readonly int[] _firstChild;
    private readonly int[] _nextChild;
    private readonly (int Height, int Matches)?[] _below;

    private SentencePieceCharacterTable(ReadOnlySpan<byte> trie, int textLength)
    {
        _textLength = textLength;
        _units = new uint[trie.Length / sizeof(uint)];
        (_firstChild, _nextChild, _below) = (new int[_units.Length], new int[_units.Length], new (int, int)?[_units.Length]);
        for (int place = 0; place < _units.Length; place++)
        {
            _units[place] = BinaryPrimitives.ReadUInt32LittleEndian(trie[(place * sizeof(uint))..]);
            uint label = _units[place] & Label;
            int parent = place ^ (int)(label & byte.MaxValue);
            if (label <= byte.MaxValue && parent < _units.Length)
            {
                // 0 ends a list: place 0 is the root, to which nothing leads.
                (_nextChild[place], _firstChild[parent]) = (_firstChild[parent], place);
            }
        }
    }

    /// <summary>Checks a table in time that grows as its length.</summary>
    /// <param name="table">The table as the model file has it; empty where the model replaces nothing.</param>
    /// <exception cref="InvalidDataException">It is shorter than it says, or leads outside itself, in a circle, or nowhere.</exception>
    public static void Check(ReadOnlySpan<byte> table)
    {
        if (table.IsEmpty)
        {
            return;
        }

        const int sizeLength = sizeof(uint);
        uint size = table.Length > sizeLength ? BinaryPrimitives.ReadUInt32LittleEndian(table) : 0;
        if (size == 0 || size % sizeof(uint) != 0 || size > table.Length - sizeLength)
        {
            throw Damaged($"of {table.Length} bytes it says that {size} are its trie");
        }

        var trie = new SentencePieceCharacterTable(table.Slice(sizeLength, (int)size), table.Length - sizeLength - (int)size);
        trie.Below(trie.Target(0), depth: 0);
    }

    // The longest way down from a node, and the most texts on one. Ways that meet are gone once.
    private (int Height, int Matches) Below(int node, int depth)
    {
        if (_below[node] is { } known)
        {
            return known;
        }

        (int height, int matches) = (0, 0);
        for (int place = _firstChild[node]; place > 0; place = _nextChild[place])
        {
            int target = Target(place);
            int text = (_units[place] & HasText) == 0 ? 0 : CheckText(target);
            (int Height, int Matches) below = depth < LongestKey ? Below(target, depth + 1) : (LongestKey, 0);
            (height, matches) = (Math.Max(height, below.Height + 1), Math.Max(matches, below.Matches + text));
        }

        if (depth + height > LongestKey || matches > MostMatches)
        {
            throw Damaged($"it replaces texts of more than {LongestKey} bytes, or more than {MostMatches} that begin alike, or its trie leads in a circle");
        }

        _below[node] = (height, matches);
        return (height, matches);
    }

    // A search looks at the place of any byte below a node, so all of them must be there.
    private int Target(int place)
    {
        uint unit = _units[place];
        uint target = (uint)place ^ ((unit >> 10) << (int)((unit & 0x200) >> 6));
        return (target | byte.MaxValue) < _units.Length
            ? (int)target
            : throw Damaged($"its trie has {_units.Length} places, but place {place} leads to {target}");
    }

    private int CheckText(int place)
    {
        uint start = _units[place] & Text;
        return start < _textLength ? 1 : throw Damaged($"its texts have {_textLength} bytes, but place {place} leads to byte {start}");
    }

    private static InvalidDataException Damaged(string how) => new($"The table of characters in the SentencePiece model is damaged: {how}.");
}
