using System;
using System.Collections;
using System.Collections.Generic;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Internal.Utilities
{
    /// <summary>A string of a pool, with its number.</summary>
    internal sealed class NormStr
    {
        public readonly ReadOnlyMemory<char> Value;
        public readonly int Id;

        private NormStr(ReadOnlyMemory<char> value, int id)
        {
            Value = value;
            Id = id;
        }

        /// <summary>Numbers distinct strings in the order in which they come.</summary>
        public sealed class Pool : IEnumerable<NormStr>
        {
            private readonly List<NormStr> _strings = [];
            private readonly Dictionary<string, NormStr> _byText = new(StringComparer.Ordinal);
            private readonly Dictionary<string, NormStr>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

            public Pool() => _bySpan = _byText.GetAlternateLookup<ReadOnlySpan<char>>();

            public int Count => _strings.Count;

            /// <summary>The string of the pool, or null where it is not there and not to be added. Null counts as empty.</summary>
            public NormStr Get(string str, bool add = false) => Get(str.AsMemory(), add);

            public NormStr Get(ReadOnlyMemory<char> str, bool add = false)
            {
                if (!_bySpan.TryGetValue(str.Span, out NormStr found) && add)
                {
                    // A copy: the memory may be a small part of a line that would otherwise live as long as the pool.
                    string text = str.ToString();
                    found = new NormStr(text.AsMemory(), _strings.Count);
                    _strings.Add(found);
                    _byText.Add(text, found);
                }

                return found;
            }

            public NormStr Add(string str) => Get(str, add: true);

            public NormStr Add(ReadOnlyMemory<char> str) => Get(str, add: true);

            public NormStr GetNormStrById(int id)
            {
                Contracts.CheckParam(id >= 0 && id < _strings.Count, nameof(id));
                return _strings[id];
            }

            public IEnumerator<NormStr> GetEnumerator() => _strings.GetEnumerator();

            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
        }
    }
}
