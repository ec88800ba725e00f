using Harmonium.Couplings;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Learning.Gradients;

/// <summary>The gradients of the layers' own parameters in one step, and the means that centering needs. Buffers are reused across steps.</summary>
internal sealed class LayerGradients
{
    private readonly BoltzmannMachine _machine;
    private readonly Device _device;
    private readonly Dictionary<Layer, Buffers> _layers;
    private LayerGradients? _added;
    private Tensor? _equalWeights;

    internal LayerGradients(BoltzmannMachine machine)
    {
        _machine = machine;
        _device = machine.Parameters.First().Values.Device;
        _layers = machine.Layers.ToDictionary(layer => layer, layer => new Buffers(layer.Units, _device));
    }

    /// <summary>Sets the statistics of a step, from which the other members are computed.</summary>
    internal void Set(Statistics statistics)
    {
        Tensor dataWeights = WeightsOf(statistics.Data), modelWeights = WeightsOf(statistics.Model);
        foreach ((Layer layer, Buffers buffers) in _layers)
        {
            States data = statistics.Data.State[layer], model = statistics.Model.State[layer];
            data.WeightedSum(dataWeights, buffers.DataMean);
            model.WeightedSum(modelWeights, buffers.ModelMean);
            buffers.DataMean.CopyTo(buffers.Difference).AddScaled(buffers.ModelMean, -1);
            foreach (Tensor gradient in buffers.Gradients)
                gradient.AsSpan().Clear();
            layer.Units.AddNegativeEnergyGradient(data, dataWeights, buffers.DataMean, 1, buffers.Gradients);
            layer.Units.AddNegativeEnergyGradient(model, modelWeights, buffers.ModelMean, -1, buffers.Gradients);
        }

        foreach ((float weight, Statistics added) in statistics.Added)
        {
            _added ??= new LayerGradients(_machine);
            _added.Set(added);
            Add(_added, weight);
        }
    }

    /// <summary>Returns the mean of a layer under the data of all ranks, [units].</summary>
    internal Tensor DataMean(Layer layer) => _layers[layer].MeanOfAll ?? _layers[layer].DataMean;

    /// <summary>Returns the mean under the data minus the mean under the model, of this rank, [units].</summary>
    internal Tensor Difference(Layer layer) => _layers[layer].Difference;

    /// <summary>Returns the mean under the data minus the mean under the model, of all ranks, [units].</summary>
    internal Tensor DifferenceOfAll(Layer layer) => _layers[layer].DifferenceOfAll ?? _layers[layer].Difference;

    /// <summary>Sums the means of the step over all ranks, so that moving averages of the data use all of them.</summary>
    /// <param name="ranks">The ranks.</param>
    /// <param name="mass">The number of this rank's examples, or the sum of their weights.</param>
    /// <returns>This rank's share of all examples.</returns>
    internal float SumMeans(Ranks ranks, double mass)
    {
        Tensor total = Tensor.Filled((float)mass, 1);
        foreach (Buffers buffers in _layers.Values)
        {
            buffers.MeanOfAll = buffers.DataMean.CopyTo(buffers.MeanOfAll ?? Tensor.ZerosLike(buffers.DataMean)).Scale((float)mass);
            buffers.DifferenceOfAll = buffers.Difference.CopyTo(buffers.DifferenceOfAll ?? Tensor.ZerosLike(buffers.Difference)).Scale((float)mass);
        }

        ranks.Sum([total, .. _layers.Values.SelectMany(buffers => (Tensor[])[buffers.MeanOfAll!, buffers.DifferenceOfAll!])]);
        foreach (Buffers buffers in _layers.Values)
        {
            buffers.MeanOfAll!.Scale(1 / total[0]);
            buffers.DifferenceOfAll!.Scale(1 / total[0]);
        }

        return (float)(mass / total[0]);
    }

    /// <summary>Returns the gradient of each of the layer's parameters; the first is that of the bias.</summary>
    internal IReadOnlyList<Tensor> Of(Layer layer) => _layers[layer].Gradients;

    /// <summary>Subtracts the corrections of a centered coupling from the bias gradients.</summary>
    internal void Correct(Coupling coupling, (Tensor First, Tensor Second) corrections)
    {
        coupling.First.Units.AddInputShift(Of(coupling.First)[0], corrections.First, -1);
        coupling.Second.Units.AddInputShift(Of(coupling.Second)[0], corrections.Second, -1);
    }

    private void Add(LayerGradients other, float weight)
    {
        foreach ((Layer layer, Buffers buffers) in _layers)
        {
            buffers.Difference.AddScaled(other.Difference(layer), weight);
            for (int i = 0; i < buffers.Gradients.Count; i++)
                buffers.Gradients[i].AddScaled(other.Of(layer)[i], weight);
        }
    }

    private Tensor WeightsOf(Phase phase)
    {
        if (phase.Weights is not null)
            return phase.Weights;
        if (_equalWeights?.Count != phase.State.Rows)
            _equalWeights = phase.WeightsOrEqual(_device);
        return _equalWeights;
    }

    private sealed class Buffers(LayerUnits units, Device device)
    {
        internal Tensor DataMean { get; } = Tensor.Zeros(device, units.Count);

        internal Tensor ModelMean { get; } = Tensor.Zeros(device, units.Count);

        internal Tensor Difference { get; } = Tensor.Zeros(device, units.Count);

        internal Tensor? MeanOfAll { get; set; }

        internal Tensor? DifferenceOfAll { get; set; }

        internal IReadOnlyList<Tensor> Gradients { get; } = [.. units.Parameters.Select(parameter => Tensor.ZerosLike(parameter.Values))];
    }
}
