using System.Collections.Generic;
using System.Linq;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Batches of sequences of different lengths.</summary>
            public static partial class rnn
            {
                private static readonly Op PackOp = new("_pack_padded_sequence");
                private static readonly Op UnpackOp = new("_pad_packed_sequence");
                private static readonly Op PadOp = new("pad_sequence");
                private static readonly Op SelectOp = new("index_select");

                /// <summary>Packs a padded batch.</summary>
                /// <param name="lengths">The length of each sequence, on the CPU.</param>
                /// <param name="enforce_sorted">Whether sequences must come longest first; otherwise they are sorted.</param>
                public static PackedSequence pack_padded_sequence(
                    Tensor input, Tensor lengths, bool batch_first = false, bool enforce_sorted = true)
                {
                    using DisposeScope scope = NewDisposeScope();
                    Tensor counts = lengths.to(ScalarType.Int64);
                    Tensor sorted = null;
                    Tensor unsorted = null;
                    if (!enforce_sorted)
                    {
                        (counts, sorted) = counts.sort(-1, descending: true);
                        unsorted = sorted.argsort();
                        input = SelectOp.Call([input, batch_first ? 0L : 1L, sorted]);
                    }

                    (Tensor data, Tensor batchSizes) = PackOp.CallPair([input, counts, batch_first]);
                    return new PackedSequence(data, batchSizes, sorted, unsorted).MoveToOuterDisposeScope();
                }

                /// <summary>Packs sequences [length, ...].</summary>
                public static PackedSequence pack_sequence(IEnumerable<Tensor> sequences, bool enforce_sorted = true)
                {
                    using DisposeScope scope = NewDisposeScope();
                    Tensor[] all = sequences.ToArray();
                    Tensor lengths = tensor(all.Select(sequence => sequence.shape[0]).ToArray());
                    return pack_padded_sequence(pad_sequence(all), lengths, enforce_sorted: enforce_sorted).MoveToOuterDisposeScope();
                }

                /// <summary>The padded batch of a packed one, and the lengths of its sequences.</summary>
                public static (Tensor, Tensor) pad_packed_sequence(
                    PackedSequence sequence, bool batch_first = false, double padding_value = 0.0, long? total_length = null)
                {
                    (Tensor padded, Tensor lengths) = UnpackOp.CallPair(
                        [sequence.data, sequence.batch_sizes, batch_first, padding_value, total_length ?? -1]);
                    return sequence.Unsorted(padded, lengths, batch_first);
                }

                /// <summary>A batch of sequences [length, ...], filled up to the longest.</summary>
                public static Tensor pad_sequence(IEnumerable<Tensor> sequences, bool batch_first = false, double padding_value = 0.0) =>
                    PadOp.Call([sequences.ToArray(), batch_first, padding_value]);
            }
        }
    }
}
