using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

public sealed partial class TextLoader
{
    /// <summary>A column, and the fields of a line it is made of.</summary>
    public sealed class Column
    {
        public string Name;
        public Range[] Source;

        /// <summary>Makes it a key column.</summary>
        public KeyCount KeyCount;

        public Column()
        {
        }

        public Column(string name, DataKind dataKind, int index)
            : this(name, dataKind, new[] { new Range(index) })
        {
        }

        public Column(string name, DataKind dataKind, int minIndex, int maxIndex)
            : this(name, dataKind, new[] { new Range(minIndex, maxIndex) })
        {
        }

        public Column(string name, DataKind dataKind, Range[] source, KeyCount keyCount = null)
        {
            Contracts.CheckValue(name, nameof(name));
            Contracts.CheckValue(source, nameof(source));
            (Name, DataKind, Source, KeyCount) = (name, dataKind, source, keyCount);
        }

        public DataKind DataKind { get; set; } = DataKind.Single;
    }

    /// <summary>Fields of a line that stand next to each other.</summary>
    public sealed class Range
    {
        public int Min;
        public int? Max;

        /// <summary>To the last field, of which there are as many in each line.</summary>
        public bool AutoEnd;

        /// <summary>To the last field of each line, wherever that is.</summary>
        public bool VariableEnd;

        /// <summary>Of these, only the fields that no other column takes.</summary>
        public bool AllOther;

        /// <summary>Makes a vector of one field, too.</summary>
        public bool ForceVector;

        public Range()
        {
        }

        public Range(int index)
        {
            Contracts.CheckParam(index >= 0, nameof(index), "Must be non-negative");
            (Min, Max) = (index, index);
        }

        public Range(int min, int? max)
        {
            Contracts.CheckParam(min >= 0, nameof(min), "Must be non-negative");
            Contracts.CheckParam(!(max < min), nameof(max), "If specified, must be greater than or equal to min");
            (Min, Max, ForceVector, AutoEnd) = (min, max, true, max is null);
        }
    }

    /// <summary>How lines are read.</summary>
    public class Options
    {
        /// <summary>Whether a field may stand in double quotes, and contain separators then.</summary>
        public bool AllowQuoting;

        /// <summary>Whether fields may be given as <c>index:value</c> after a field that says how many there are.</summary>
        public bool AllowSparse;

        /// <summary>The number of fields in a line, if it is known.</summary>
        public int? InputSize;

        public char[] Separators = { '\t' };
        public char DecimalMarker = '.';
        public Column[] Columns;

        /// <summary>Whether white space at the end of a line is dropped.</summary>
        public bool TrimWhitespace;

        public bool HasHeader;

        /// <summary>Whether lines may be parsed by several cursors at once.</summary>
        public bool UseThreads = true;

        /// <summary>Whether a quoted field may go on in the next line.</summary>
        public bool ReadMultilines;

        /// <summary>A file whose first line is the header.</summary>
        public string HeaderFile;

        public long? MaxRows;

        /// <summary>What makes a quote within quotes a character.</summary>
        public char EscapeChar = '"';

        /// <summary>Whether an empty field is NaN, not 0, in columns of floats.</summary>
        public bool MissingRealsAsNaNs;
    }
}
