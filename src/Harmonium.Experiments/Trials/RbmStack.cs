using Harmonium.Data;
using Harmonium.Experiments.Definitions;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Machines;
using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Experiments.Trials;

/// <summary>Machines learnt one behind the other, each from the hidden means of the one below, without a label (Hinton, Osindero, Teh 2006): starts for the layers of a network.</summary>
internal sealed class RbmStack
{
    private readonly List<Rbm> _machines = [];

    /// <summary>Learns a machine a layer by CD-1.</summary>
    internal RbmStack(Dataset data, IReadOnlyList<int> hidden, int epochs, EnergyLearningOptions learning, ExperimentContext context)
    {
        Dataset below = data;
        for (int i = 0; i < hidden.Count; i++)
        {
            RbmTrial trial = new()
            {
                Hidden = hidden[i],
                Epochs = epochs,
                Learning = learning,
                Estimator = (rbm, _) => new ContrastiveDivergence(rbm.Machine),
            };
            Rbm rbm = trial.Train(below, context, $"machine {i + 1} of {hidden.Count}");
            _machines.Add(rbm);
            if (i < hidden.Count - 1)
                below = Features(rbm, below);
        }
    }

    /// <summary>Puts the machines into the first dense layers of a network.</summary>
    internal void CopyTo(FeedForwardNetwork network)
    {
        int[] dense = [.. Enumerable.Range(0, network.Layers.Count).Where(i => network.Layers[i] is DenseLayer)];
        for (int i = 0; i < _machines.Count; i++)
            network.InitialiseFrom(dense[i], _machines[i]);
    }

    private static Dataset Features(Rbm rbm, Dataset data)
    {
        const int Block = 1000;
        Tensor all = Tensor.Zeros(data.Count, rbm.Hidden.Units.Count), bias = rbm.Hidden.Units.Parameters[0].Values;
        for (int start = 0; start < data.Count; start += Block)
        {
            int[] rows = [.. Enumerable.Range(start, Math.Min(Block, data.Count - start))];
            data.Examples.Rows(rows).To(bias.Device).Multiply(rbm.Weights).SigmoidWithBias(bias).CopyTo(all.RowRange(start, rows.Length));
        }

        return new Dataset($"features of {data.Name}", new FloatExamples(all), ItemShape.Vector(all.Columns));
    }
}
