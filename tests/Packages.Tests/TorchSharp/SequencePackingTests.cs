using TorchSharp;
using TorchSharp.Modules;
using static Packages.Tests.TorchSharp.ModuleNumbers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.utils.rnn;

namespace Packages.Tests.TorchSharp;

/// <summary>Batches of sequences of different lengths; expected numbers by PyTorch 1.13.</summary>
public class SequencePackingTests
{
    // s = [ramp(2, 1), ramp(3, 1) + 2, ramp(1, 1) + 5]; pad_sequence(s, batch_first=True, padding_value=-7.)
    [Fact]
    public void Sequences_are_padded_to_the_longest()
    {
        using DisposeScope scope = NewDisposeScope();

        Tensor padded = pad_sequence(Sequences(), batch_first: true, padding_value: -7);

        AssertEqual([3, 3, 1], [-1f, -0.625f, -7f, 1f, 1.375f, 1.75f, 4f, -7f, -7f], padded);
        Assert.Equal([3L, 3L, 1L], pad_sequence(Sequences()).shape);
    }

    // p = pack_sequence(s, enforce_sorted=False); p.data, p.batch_sizes, p.sorted_indices, p.unsorted_indices
    [Fact]
    public void Packing_sorts_by_length_and_remembers_the_order()
    {
        using DisposeScope scope = NewDisposeScope();

        PackedSequence packed = pack_sequence(Sequences(), enforce_sorted: false);

        AssertEqual([6, 1], [1f, -1f, 4f, 1.375f, -0.625f, 1.75f], packed.data);
        Assert.Equal([3L, 2L, 1L], packed.batch_sizes.data<long>().ToArray());
        Assert.Equal([1L, 0L, 2L], packed.sorted_indices.data<long>().ToArray());
        Assert.Equal([1L, 0L, 2L], packed.unsorted_indices.data<long>().ToArray());
    }

    [Fact]
    public void Unpacking_gives_back_batch_and_lengths_in_the_old_order()
    {
        using DisposeScope scope = NewDisposeScope();

        PackedSequence packed = pack_sequence(Sequences(), enforce_sorted: false);
        (Tensor padded, Tensor lengths) = pad_packed_sequence(packed, batch_first: true, padding_value: -7);

        AssertEqual([3, 3, 1], [-1f, -0.625f, -7f, 1f, 1.375f, 1.75f, 4f, -7f, -7f], padded);
        Assert.Equal([2L, 3L, 1L], lengths.data<long>().ToArray());
    }

    [Fact]
    public void Unsorted_lengths_are_refused_where_order_is_enforced()
    {
        using DisposeScope scope = NewDisposeScope();

        Assert.ThrowsAny<Exception>(() => pack_sequence(Sequences()));
    }

    // The backward direction of a padded sequence starts at its last element only if the sequence is packed.
    [Fact]
    public void A_packed_run_is_the_run_of_each_sequence_alone()
    {
        using DisposeScope scope = NewDisposeScope();
        using LSTM lstm = LSTM(1, 2, bidirectional: true);
        Tensor[] sequences = Sequences();

        (PackedSequence output, Tensor h, _) = lstm.call(pack_sequence(sequences, enforce_sorted: false));
        (Tensor padded, _) = pad_packed_sequence(output);
        (Tensor alone, Tensor hAlone, _) = lstm.call(sequences[0].unsqueeze(1));

        AssertEqual(Values(alone), padded[..2, ..1]);
        AssertEqual(Values(hAlone), h[.., ..1]);
    }

    [Fact]
    public void Initial_states_are_given_in_the_order_of_the_sequences()
    {
        using DisposeScope scope = NewDisposeScope();
        using GRU gru = GRU(1, 2);
        Tensor[] sequences = Sequences();
        Tensor h0 = Ramp(1, 3, 2);

        (_, Tensor h) = gru.call(pack_sequence(sequences, enforce_sorted: false), h0);
        (_, Tensor alone) = gru.call(sequences[1].unsqueeze(1), h0[.., 1..2]);

        AssertEqual(Values(alone), h[.., 1..2]);
    }

    [Fact]
    public void A_packed_sequence_belongs_to_its_scope()
    {
        PackedSequence kept;
        PackedSequence lost;
        using (NewDisposeScope())
        {
            kept = pack_sequence(Sequences(), enforce_sorted: false).DetachFromDisposeScope();
            lost = pack_sequence(Sequences(), enforce_sorted: false);
        }

        Assert.False(kept.data.IsInvalid);
        Assert.True(lost.data.IsInvalid);
        kept.Dispose();
        Assert.True(kept.data.IsInvalid);
    }

    private static Tensor[] Sequences() => [Ramp(2, 1), Ramp(3, 1) + 2, Ramp(1, 1) + 5];
}
