using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace JiebaNet.Segmenter;

/// <summary>
/// Words and their frequencies, found character by character. An edge is one number in an open-addressed table:
/// parent node (24 bits), character (16), child node (24). So a step costs about one cache line, half a million
/// nodes load in a tenth of a second, and a word can be added while other threads read.
/// </summary>
internal sealed class PrefixTrie
{
    private const int NodeBits = 24;
    private const int MostNodes = (1 << NodeBits) - 1;
    private const double NotAWord = -1;

    private readonly int[] _firstNodes = new int[char.MaxValue + 1];
    private Table _table;
    private int _nodes;

    /// <param name="nodes">How many nodes to make room for; more are taken in as they come.</param>
    public PrefixTrie(int nodes) => _table = new Table(nodes);

    /// <summary>What a reader works on: taken once per text, so that a word added meanwhile cannot pull it away.</summary>
    public View Read() => new(_firstNodes, Volatile.Read(ref _table));

    /// <summary>The frequency of a word; 0 where it is none.</summary>
    public int Frequency(ReadOnlySpan<char> word)
    {
        View view = Read();
        int node = word.IsEmpty ? 0 : view.First(word[0]);
        for (int i = 1; i < word.Length && node != 0; i++)
        {
            node = view.Child(node, word[i]);
        }

        return node == 0 ? 0 : view.Frequency(node);
    }

    /// <summary>Sets the frequency of a word, one writer at a time; 0 or less takes it out and keeps it as a beginning of others.</summary>
    // A dictionary is half a million of these: not to be run unoptimized first.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Set(ReadOnlySpan<char> word, int frequency)
    {
        int node = _firstNodes[word[0]];
        if (node == 0)
        {
            node = NewNode();
            Volatile.Write(ref _firstNodes[word[0]], node);
        }

        for (int i = 1; i < word.Length; i++)
        {
            int child = _table.Child(node, word[i]);
            if (child == 0)
            {
                child = NewNode();
                _table.AddEdge(node, word[i], child);
            }

            node = child;
        }

        _table.Frequencies[node] = frequency;
        Volatile.Write(ref _table.Logs[node], frequency > 0 ? Math.Log(frequency) : NotAWord);
    }

    private int NewNode()
    {
        if (_nodes == MostNodes)
        {
            throw new InvalidOperationException(
                $"jieba.NET's dictionary holds {MostNodes} beginnings of words, and another was added: it can take no more.");
        }

        if (_nodes + 1 == _table.Logs.Length)
        {
            Volatile.Write(ref _table, _table.Doubled());
        }

        return ++_nodes;
    }

    /// <summary>The trie as one thread reads it.</summary>
    public readonly struct View(int[] firstNodes, Table table)
    {
        private readonly double[] _logs = table.Logs;

        /// <summary>The node of a character at the beginning of a word; 0 where no word begins so.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int First(char character)
        {
            int node = firstNodes[character];
            // A node that came after the table was taken is not in it.
            return node < _logs.Length ? node : 0;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Child(int node, char character) => table.Child(node, character);

        /// <summary>The logarithm of a node's frequency; negative where the node is only the beginning of words.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public double LogFrequency(int node) => _logs[node];

        public int Frequency(int node) => table.Frequencies[node];
    }

    /// <summary>Edges, at most half full, and what is known of each node.</summary>
    public sealed class Table
    {
        private readonly ulong[] _edges;
        private readonly int _shift;

        public Table(int nodes)
        {
            int bits = 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)nodes * 2 - 1);
            _edges = new ulong[1 << bits];
            _shift = 64 - bits;
            Logs = new double[1 << (bits - 1)];
            Frequencies = new int[Logs.Length];
            Logs.AsSpan().Fill(NotAWord);
        }

        public double[] Logs { get; }

        public int[] Frequencies { get; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Child(int node, char character)
        {
            ulong key = Key(node, character);
            ulong[] edges = _edges;
            for (int at = Slot(key); ; at = (at + 1) & (edges.Length - 1))
            {
                ulong edge = edges[at];
                if (edge >> NodeBits == key)
                {
                    return (int)(edge & MostNodes);
                }

                if (edge == 0)
                {
                    return 0;
                }
            }
        }

        public void AddEdge(int node, char character, int child) => Add((Key(node, character) << NodeBits) | (uint)child);

        public Table Doubled()
        {
            Table doubled = new(Logs.Length * 2);
            foreach (ulong edge in _edges)
            {
                if (edge != 0)
                {
                    doubled.Add(edge);
                }
            }

            Logs.CopyTo(doubled.Logs, 0);
            Frequencies.CopyTo(doubled.Frequencies, 0);
            return doubled;
        }

        private void Add(ulong edge)
        {
            int at = Slot(edge >> NodeBits);
            while (_edges[at] != 0)
            {
                at = (at + 1) & (_edges.Length - 1);
            }

            Volatile.Write(ref _edges[at], edge);
        }

        private static ulong Key(int node, char character) => ((ulong)(uint)node << 16) | character;

        private int Slot(ulong key) => (int)(unchecked(key * 0x9E3779B97F4A7C15) >> _shift);
    }
}
